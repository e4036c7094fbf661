// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.doctor;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.bioxen.shell.output.Sizes;

/** The directories: that the installation is whole, that what must be written can be, and that there is room. */
final class PlacesCheck {
    private static final String CONFIGURATION = "conf/container.properties";

    /** What an installation cannot do without. */
    private static final List<String> PARTS = List.of(
            "bin/bioxen",
            CONFIGURATION,
            "lib/org.bioxen.launcher.jar",
            "lib/org.apache.felix.framework.jar",
            "bundle/org.bioxen.shell.jar",
            "bundle/org.bioxen.core.session.jar");

    /** Of these, packages and logs need some, and the archive of classes most. */
    private static final long LITTLE_ROOM = 200L << 20;

    private static final long NO_ROOM = 16L << 20;

    private PlacesCheck() {}

    static List<Finding> examine(Machine machine) {
        return List.of(
                home(machine.directory("home")),
                written("data", machine.directory("data"), "set BIOXEN_DATA to a directory of your own"),
                configuration(machine.directory("etc")),
                written("log", machine.directory("log"), "set BIOXEN_LOG to a directory of your own"),
                written(
                        "tmp",
                        Path.of(machine.property("java.io.tmpdir").orElse("/tmp")),
                        "BIOXEN_JAVA_OPTS=-Djava.io.tmpdir=DIRECTORY names another"));
    }

    private static Finding home(Path home) {
        Optional<String> missing = Stream.concat(PARTS.stream(), bundles(home))
                .filter(part -> !Files.isReadable(home.resolve(part)))
                .findFirst();
        if (missing.isPresent()) {
            return Finding.fail("home", home + " has no " + missing.get(), "unpack the installation anew");
        }
        return Finding.ok("home", home + (Files.isWritable(home) ? "" : ", which is read-only"));
    }

    /** The bundles that are to be started at a certain time: without one of these nothing is. */
    private static Stream<String> bundles(Path home) {
        Properties conf = new Properties();
        try (Reader reader = Files.newBufferedReader(home.resolve(CONFIGURATION))) {
            conf.load(reader);
        } catch (IOException unreadable) {
            return Stream.of(CONFIGURATION);
        }
        return conf.stringPropertyNames().stream()
                .filter(key -> key.startsWith("level."))
                .flatMap(key -> Stream.of(conf.getProperty(key).strip().split("\\s+")))
                .map(name -> "bundle/" + name + ".jar");
    }

    private static Finding configuration(Path etc) {
        if (!Files.isDirectory(etc)) {
            return Finding.fail("etc", etc + " is no directory", "make it, or let BIOXEN_ETC name another");
        }
        if (!Files.isReadable(etc)) {
            return Finding.fail("etc", etc + " cannot be read", "let BIOXEN_ETC name another");
        }
        return Finding.ok("etc", etc + (Files.isWritable(etc) ? "" : ", which is read-only"));
    }

    /** Writes for a try: what permissions say is not all. What is not there yet is made where it is needed, so its parent is tried. */
    private static Finding written(String name, Path directory, String advice) {
        try {
            Path existing = directory;
            while (!Files.exists(existing) && existing.getParent() != null) {
                existing = existing.getParent();
            }
            Files.delete(Files.createTempFile(existing, ".bioxen-doctor", ""));
            long room = Files.getFileStore(existing).getUsableSpace();
            String found = directory + ", " + Sizes.text(room) + " free";
            if (room < NO_ROOM) {
                return Finding.fail(name, found, "make room, or " + advice);
            }
            return room < LITTLE_ROOM ? Finding.warn(name, found, "make room, or " + advice) : Finding.ok(name, found);
        } catch (IOException failed) {
            return Finding.fail(name, directory + " cannot be written to", advice);
        }
    }
}
