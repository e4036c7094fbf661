// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.container;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/** A bundle as it is, under a greater version, installed beside it. */
final class NewerBundle {
    private NewerBundle() {}

    static Bundle install(BundleContext context, Bundle present) throws BundleException, IOException {
        Version version = present.getVersion();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarInputStream in = new JarInputStream(new URL(present.getLocation()).openStream())) {
            Manifest manifest = new Manifest(in.getManifest());
            manifest.getMainAttributes()
                    .putValue(
                            Constants.BUNDLE_VERSION,
                            version.getMajor() + "." + (version.getMinor() + 1) + "." + version.getMicro());
            try (JarOutputStream out = new JarOutputStream(bytes, manifest)) {
                for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
                    out.putNextEntry(new JarEntry(entry.getName()));
                    in.transferTo(out);
                }
            }
        }
        try (InputStream jar = new ByteArrayInputStream(bytes.toByteArray())) {
            return context.installBundle("test:newer-" + present.getSymbolicName(), jar);
        }
    }
}
