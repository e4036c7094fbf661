// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.container;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** A bundle with nothing in it but the API's package on its import list: a consumer that a test can stop. */
final class EmptyBundle {
    private EmptyBundle() {}

    static Bundle install(BundleContext context, String name) throws BundleException, IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", name);
        headers.putValue("Import-Package", "org.bioxen.api.vm");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new JarOutputStream(bytes, manifest).close();
        try (InputStream jar = new ByteArrayInputStream(bytes.toByteArray())) {
            Bundle bundle = context.installBundle("test:" + name, jar);
            bundle.start();
            return bundle;
        }
    }
}
