// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.bioxen.shell.output.Listing;
import org.osgi.framework.BundleContext;

/** What those want who look for a fault, in one zip file: the state, threads, bundles, components, configuration, logs. Thread-safe. */
public final class SystemDump {
    /** So much of each log file, from its end. */
    private static final long LOG_BYTES = 4L << 20;

    private static final Pattern SECRET = Pattern.compile("(?i)(password|secret|token|credential|key)");
    private static final Pattern IN_ADDRESS = Pattern.compile("(\\w+://)[^/@\\s]*@");

    private final BundleContext context;

    /** Of the container of this bundle. */
    public SystemDump(BundleContext context) {
        this.context = context;
    }

    /**
     * Writes it.
     *
     * @param file must not be there yet
     * @param components the components that lack something
     * @throws IOException if it cannot be written; then nothing is left of it
     */
    public void write(Path file, List<ComponentReport.Finding> components) throws IOException {
        boolean whole = false;
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
                text(zip, "status.txt", SystemText.of(SystemStatus.of(context)));
                text(zip, "bundles.txt", bundles());
                text(zip, "components.txt", SystemText.of(new Listing<>(ComponentReport.Finding.class, components)));
                text(zip, "threads.txt", threads());
                text(zip, "properties.txt", properties());
                files(zip, "etc", "bioxen.etc", Long.MAX_VALUE);
                files(zip, "log", "bioxen.log", LOG_BYTES);
            }
            whole = true;
        } finally {
            if (!whole) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static void text(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write((text + "\n").getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    private String bundles() {
        return SystemText.of(new Listing<>(
                BundleState.class,
                Stream.of(context.getBundles()).map(BundleState::of).toList()));
    }

    private static String threads() {
        StringBuilder text = new StringBuilder();
        for (ThreadInfo thread : ManagementFactory.getThreadMXBean().dumpAllThreads(true, true)) {
            text.append('"')
                    .append(thread.getThreadName())
                    .append("\" ")
                    .append(thread.getThreadState())
                    .append('\n');
            for (StackTraceElement frame : thread.getStackTrace()) {
                text.append("    at ").append(frame).append('\n');
            }
        }
        return text.toString();
    }

    private static String properties() {
        StringBuilder text = new StringBuilder();
        System.getProperties().stringPropertyNames().stream().sorted().forEach(name -> text.append(name)
                .append('=')
                .append(clean(name, System.getProperty(name)))
                .append('\n'));
        return text.toString();
    }

    /** The value, or stars in the place of a secret. */
    static String clean(String name, String value) {
        return SECRET.matcher(name.toLowerCase(Locale.ROOT)).find()
                ? "***"
                : IN_ADDRESS.matcher(value.replace("\n", "\\n")).replaceAll("$1***@");
    }

    private void files(ZipOutputStream zip, String folder, String property, long most) throws IOException {
        Optional<Path> directory =
                Optional.ofNullable(context.getProperty(property)).map(Path::of);
        if (directory.isEmpty() || !Files.isDirectory(directory.get())) {
            return;
        }
        try (Stream<Path> files = Files.list(directory.get())) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                zip.putNextEntry(new ZipEntry(folder + "/" + file.getFileName()));
                if (folder.equals("etc")) {
                    zip.write(configuration(file).getBytes(StandardCharsets.UTF_8));
                } else {
                    try (InputStream in = Files.newInputStream(file)) {
                        in.skipNBytes(Math.max(0, Files.size(file) - most));
                        in.transferTo(zip);
                    }
                }
                zip.closeEntry();
            }
        }
    }

    /** A configuration file without what is secret. */
    private static String configuration(Path file) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n", -1)) {
            int sign = line.indexOf('=');
            text.append(
                            sign < 0 || line.startsWith("#")
                                    ? clean("", line)
                                    : line.substring(0, sign + 1)
                                            + clean(line.substring(0, sign), line.substring(sign + 1)))
                    .append('\n');
        }
        return text.toString();
    }
}
