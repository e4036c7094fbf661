// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.index;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bioxen.spi.catalog.CatalogException;
import org.bioxen.spi.catalog.CatalogNotFoundException;

/** A catalog in memory, which can be made to lie. */
final class MemoryFiles implements CatalogFiles {
    final Map<String, byte[]> files = new TreeMap<>();
    final List<String> opened = new ArrayList<>();

    static MemoryFiles of(Path folder) throws IOException {
        MemoryFiles memory = new MemoryFiles();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                memory.files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return memory;
    }

    /** A catalog that has this text for an index, and a pointer that is right. */
    static MemoryFiles withIndex(String json) {
        MemoryFiles memory = new MemoryFiles();
        byte[] index = json.getBytes(StandardCharsets.UTF_8);
        IndexPointer pointer = IndexPointer.to(index);
        memory.files.put(IndexPointer.FILE, pointer.bytes());
        memory.files.put(pointer.index().path(), index);
        return memory;
    }

    @Override
    public InputStream open(String path, long size) throws CatalogException {
        opened.add(path);
        byte[] bytes = files.get(path);
        if (bytes == null) {
            throw new CatalogNotFoundException("there is no " + path);
        }
        return new ByteArrayInputStream(bytes);
    }
}
