// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

class SystemDumpTest {
    @TempDir
    Path directory;

    @Test
    void holdsConfigurationAndLogsAndOfOtherFilesTheNames() throws IOException {
        Path etc = Files.createDirectory(directory.resolve("etc"));
        Path log = Files.createDirectory(directory.resolve("log"));
        Files.writeString(etc.resolve("catalog.cfg"), "id = lab\n#token: HIDDEN\n");
        Files.writeString(etc.resolve("catalog.config"), "id=\"lab\"\ntoken=\"\nHIDDEN\"\n");
        Files.writeString(etc.resolve("gosh_profile"), "echo hello\n");
        Files.writeString(etc.resolve("init.gosh"), "config:set catalog token HIDDEN\n");
        Files.writeString(log.resolve("bioxen.log"), "started\n");

        Map<String, String> entries = dump();

        assertThat(entries)
                .containsEntry("log/bioxen.log", "started\n")
                .containsKeys("status.txt", "threads.txt", "properties.txt")
                .doesNotContainKey("etc/init.gosh");
        assertThat(entries.get("etc/gosh_profile")).contains("echo hello");
        assertThat(entries.get("etc/catalog.cfg")).contains("id = lab", "#token: ***");
        assertThat(entries.get("etc/catalog.config")).contains("id=\"lab\"", "token=***");
        assertThat(entries.get("etc/others.txt")).contains("init.gosh, 32 bytes");
        assertThat(entries.values()).noneMatch(text -> text.contains("HIDDEN"));
    }

    @Test
    void aFileThatIsGoneSaysSo() {
        Path gone = directory.resolve("gone.cfg");

        assertThat(SystemDump.configuration(gone)).contains("cannot be read", "NoSuchFile", "gone.cfg");
        assertThat(new String(SystemDump.end(gone), StandardCharsets.UTF_8))
                .contains("cannot be read", "NoSuchFile", "gone.cfg");
    }

    @Test
    void ofALogOnlyTheEnd() throws IOException {
        Path log = directory.resolve("long.log");
        Files.writeString(log, "first" + "x".repeat(4 << 20) + "last");

        assertThat(new String(SystemDump.end(log), StandardCharsets.UTF_8))
                .hasSize(4 << 20)
                .endsWith("last");
    }

    @Test
    void aServiceThatFailsIsLikeOneThatIsMissing() {
        SystemStatus status = SystemStatus.of(container());

        assertThat(status.backends()).isEmpty();
        assertThat(status.sessions()).isEmpty();
        assertThat(status.directories()).hasSize(2);
    }

    private Map<String, String> dump() throws IOException {
        Path file = directory.resolve("dump.zip");
        new SystemDump(container()).write(file, List.of());
        Map<String, String> entries = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return entries;
    }

    /** A container with no bundles, whose services are all there and all fail. */
    private BundleContext container() {
        return proxy(BundleContext.class, (name, words) -> switch (name) {
            case "getBundles" -> new Bundle[0];
            case "getProperty" ->
                List.of("bioxen.etc", "bioxen.log").contains(words[0])
                        ? directory
                                .resolve(words[0].toString().substring("bioxen.".length()))
                                .toString()
                        : null;
            case "getServiceReference" -> proxy(ServiceReference.class, (method, none) -> words[0]);
            case "getService" ->
                proxy((Class<?>) ((ServiceReference<?>) words[0]).getProperty("type"), (method, any) -> {
                    throw new IllegalStateException("broken");
                });
            case "ungetService" -> true;
            default -> throw new UnsupportedOperationException(name);
        });
    }

    private interface Answer {
        Object to(String method, Object[] words);
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, words) -> answer.to(method.getName(), words)));
    }
}
