// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.change;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.bioxen.api.curator.PackageId;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.PackageVersion;

/** A package that a test makes up. */
final class Package {
    final PackageId id;
    final List<String> needs = new ArrayList<>();
    final Map<String, byte[]> files = new LinkedHashMap<>();
    String manifestName;
    List<String> undeclared = List.of();
    String platform = "all";
    String yanked = "";
    boolean telling = true;

    private Package(PackageId id) {
        this.id = id;
        this.manifestName = id.name().value();
    }

    /** A package with one module that returns its version. */
    static Package of(String name, String version) {
        Package one = new Package(new PackageId(new PackageName(name), PackageVersion.parse(version)));
        return one.file("lua/" + name + ".lua", "return { name = '" + name + "', version = '" + version + "' }\n");
    }

    Package needs(String... dependencies) {
        needs.addAll(List.of(dependencies));
        return this;
    }

    Package file(String path, String content) {
        files.put(path, content.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Its manifest says another name. */
    Package callingItself(String name) {
        manifestName = name;
        return this;
    }

    /** Its manifest says more dependencies than the catalog. */
    Package alsoNeeding(String... dependencies) {
        undeclared = List.of(dependencies);
        return this;
    }

    Package forPlatform(String name) {
        platform = name;
        return this;
    }

    Package yanked(String why) {
        yanked = why;
        return this;
    }

    /** Its catalog tells neither size nor digest. */
    Package untold() {
        telling = false;
        return this;
    }

    byte[] archive() {
        List<String> all = new ArrayList<>(needs);
        all.addAll(undeclared);
        String manifest = "{\"format\":1,\"name\":\"" + manifestName + "\",\"version\":\"" + id.version()
                + "\",\"summary\":\"made for a test\",\"licence\":\"MIT\",\"dependencies\":["
                + all.stream().map(one -> "\"" + one + "\"").collect(Collectors.joining(",")) + "]}";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            put(tar, "package.json", manifest.getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                put(tar, file.getKey(), file.getValue());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void put(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setModTime(0);
        entry.setSize(content.length);
        if (name.startsWith("bin/")) {
            entry.setMode(0100755);
        }
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }
}
