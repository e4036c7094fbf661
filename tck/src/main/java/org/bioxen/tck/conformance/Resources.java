// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The data of the suite, and of its users, as text. */
final class Resources {
    private Resources() {}

    /** The lines of a resource that lies beside a class; bytes are characters. */
    static List<String> lines(Class<?> beside, String name) {
        try (InputStream stream = beside.getResourceAsStream(name)) {
            if (stream == null) {
                throw new AssertionError("no resource '" + name + "' beside " + beside.getName());
            }
            // not lines(): that takes a carriage return for a line end
            return List.of(new String(stream.readAllBytes(), StandardCharsets.ISO_8859_1).split("\n"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
