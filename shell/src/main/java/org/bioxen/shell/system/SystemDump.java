// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.system;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.bioxen.shell.output.Listing;
import org.bioxen.shell.output.SecretMask;
import org.osgi.framework.BundleContext;

/** What those want who look for a fault, in one zip file: the state, threads, bundles, components, configuration, logs. Thread-safe. */
public final class SystemDump {
    /** So much of each log file, from its end. */
    private static final int LOG_BYTES = 4 << 20;

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
                configurations(zip);
                logs(zip);
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
                .append(SecretMask.value(name, System.getProperty(name)))
                .append('\n'));
        return text.toString();
    }

    /** The configuration without what is secret; of files that are none, which there are. */
    private void configurations(ZipOutputStream zip) throws IOException {
        StringBuilder others = new StringBuilder();
        for (Path file : files(zip, "etc")) {
            String name = file.getFileName().toString();
            if (name.equals("gosh_profile") || name.matches(".*\\.(cfg|config|example)")) {
                text(zip, "etc/" + name, configuration(file));
            } else {
                others.append(name).append(", ").append(size(file)).append('\n');
            }
        }
        if (!others.isEmpty()) {
            text(zip, "etc/others.txt", others.toString());
        }
    }

    private void logs(ZipOutputStream zip) throws IOException {
        for (Path file : files(zip, "log")) {
            byte[] end = end(file);
            zip.putNextEntry(new ZipEntry("log/" + file.getFileName()));
            zip.write(end);
            zip.closeEntry();
        }
    }

    /** The files of a directory of the container. If they cannot be listed, the dump says why. */
    private List<Path> files(ZipOutputStream zip, String folder) throws IOException {
        Optional<Path> directory =
                Optional.ofNullable(context.getProperty("bioxen." + folder)).map(Path::of);
        if (directory.isEmpty() || !Files.isDirectory(directory.get())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory.get())) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException | UncheckedIOException unreadable) {
            text(zip, folder + ".txt", unread(unreadable));
            return List.of();
        }
    }

    /** A configuration file without what is secret, or why it cannot be read. */
    static String configuration(Path file) {
        String text;
        try {
            text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            return unread(unreadable);
        }
        String name = file.getFileName().toString();
        return name.equals("gosh_profile")
                ? SecretMask.script(text)
                : SecretMask.configuration(text, name.contains(".config"));
    }

    /** The end of a log file, or why it cannot be read: it may have been rolled away meanwhile. */
    static byte[] end(Path file) {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            channel.position(Math.max(0, channel.size() - LOG_BYTES));
            return Channels.newInputStream(channel).readNBytes(LOG_BYTES);
        } catch (IOException unreadable) {
            return unread(unreadable).getBytes(StandardCharsets.UTF_8);
        }
    }

    private static String size(Path file) {
        try {
            return Files.size(file) + " bytes";
        } catch (IOException unreadable) {
            return unread(unreadable);
        }
    }

    private static String unread(Exception why) {
        return "cannot be read: " + why;
    }
}
