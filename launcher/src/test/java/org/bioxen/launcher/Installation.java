// SPDX-License-Identifier: Apache-2.0
package org.bioxen.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.bioxen.launcher.sample.SampleActivator;

/** A small installation in a directory of a test's own. */
final class Installation {
    private final Path home;

    private Installation(Path home) {
        this.home = home;
    }

    static Installation in(Path home) throws IOException {
        for (String folder : new String[] {"bundle", "conf", "etc", "deploy"}) {
            Files.createDirectories(home.resolve(folder));
        }
        Installation installation = new Installation(home);
        return installation.configured("felix.log.level = 0");
    }

    Installation configured(String text) throws IOException {
        Files.writeString(home.resolve("conf/container.properties"), text);
        return this;
    }

    /** Puts in the bundle that serves the command line. */
    Installation withMain(String version) throws IOException {
        return withBundle("main", version, "Bundle-Activator", SampleActivator.class.getName());
    }

    Installation withBundle(String name, String version, String... headers) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", name);
        attributes.putValue("Bundle-Version", version);
        attributes.putValue("Import-Package", "org.osgi.framework");
        for (int i = 0; i < headers.length; i += 2) {
            attributes.putValue(headers[i], headers[i + 1]);
        }
        Path jar = home.resolve("bundle").resolve(name + ".jar");
        Path made = home.resolve(name + ".made");
        String entry = SampleActivator.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(made), manifest);
                InputStream code = SampleActivator.class.getClassLoader().getResourceAsStream(entry)) {
            out.putNextEntry(new JarEntry(entry));
            code.transferTo(out);
            out.closeEntry();
        }
        Files.move(made, jar, StandardCopyOption.REPLACE_EXISTING);
        return this;
    }

    Directories directories() {
        return new Directories(
                home,
                home.resolve("data"),
                home.resolve("etc"),
                home.resolve("log"),
                Optional.empty(),
                Optional.of(home.resolve("packages")));
    }

    Path home() {
        return home;
    }
}
