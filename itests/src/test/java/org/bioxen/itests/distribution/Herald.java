// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.distribution;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** The only class of a bundle that says on standard output when it starts and stops. */
public final class Herald implements BundleActivator {
    /** Called by the framework. */
    public Herald() {}

    @Override
    public void start(BundleContext context) {
        System.out.println("herald " + context.getBundle().getVersion() + " has started");
    }

    @Override
    public void stop(BundleContext context) {
        System.out.println("herald " + context.getBundle().getVersion() + " has stopped");
    }

    /** Puts the bundle into a file in one step, as somebody would who moves it there. */
    static void deploy(Path jar, String version) {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", "org.example.herald");
        attributes.putValue("Bundle-Version", version);
        attributes.putValue("Bundle-Activator", Herald.class.getName());
        attributes.putValue("Import-Package", "org.osgi.framework");
        String name = Herald.class.getName().replace('.', '/') + ".class";
        Path draft = jar.resolveSibling("." + jar.getFileName() + ".draft");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(draft), manifest);
                InputStream code = Herald.class.getClassLoader().getResourceAsStream(name)) {
            out.putNextEntry(new JarEntry(name));
            code.transferTo(out);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        try {
            Files.move(draft, jar, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
