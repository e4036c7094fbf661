// SPDX-License-Identifier: Apache-2.0
package org.bioxen.api.curator;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Answers of LuaRocks, one a line, three columns. */
final class Measured {
    private Measured() {}

    static List<String[]> rows(String file) throws IOException {
        try (InputStream in = Measured.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .toList();
        }
    }
}
