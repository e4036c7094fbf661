// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The processes of this machine at one moment, as {@code /proc} tells; empty where there is no {@code /proc}. Not thread-safe. */
final class ProcessTable {
    private static final Path PROC = Path.of("/proc");

    private final List<Row> rows;
    private Map<String, Set<Long>> strays; // by their mark, once somebody asks

    /** One process that has not ended. */
    private record Row(long pid, long parent, long session) {}

    private ProcessTable(List<Row> rows) {
        this.rows = rows;
    }

    static ProcessTable now() {
        List<Row> rows = new ArrayList<>();
        byte[] buffer = new byte[1024];
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[1-9]*")) {
            for (Path entry : entries) {
                try (InputStream stat =
                        new FileInputStream(entry.resolve("stat").toFile())) {
                    int length = stat.readNBytes(buffer, 0, buffer.length);
                    add(
                            rows,
                            entry.getFileName().toString(),
                            new String(buffer, 0, length, StandardCharsets.ISO_8859_1));
                } catch (IOException ended) {
                    // A process that ended between the two looks; nothing to tell of it.
                }
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            return new ProcessTable(List.of());
        }
        return new ProcessTable(rows);
    }

    /** The line is: pid (name) state parent group session …; the name may hold anything, closing brackets included. */
    private static void add(List<Row> rows, String pid, String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).trim().split(" ", 5);
        if (fields.length == 5 && !fields[0].equals("Z") && !fields[0].equals("X")) {
            rows.add(new Row(Long.parseLong(pid), Long.parseLong(fields[1]), Long.parseLong(fields[3])));
        }
    }

    /** Whether this machine tells nothing. */
    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Whether that process is there and has not ended. */
    boolean contains(long pid) {
        return rows.stream().anyMatch(row -> row.pid() == pid);
    }

    /** The processes of a session, its leader included. */
    Set<Long> session(long session) {
        Set<Long> members = new HashSet<>();
        rows.stream().filter(row -> row.session() == session).forEach(row -> members.add(row.pid()));
        return members;
    }

    /**
     * The processes with this mark that belong to no session that a child of this JVM leads: those whose parents are gone, and
     * that have left the session of the interpreter that they come from.
     *
     * @param mark a value of {@link Warden#MARK}
     */
    Set<Long> strays(String mark) {
        if (strays == null) {
            strays = strays();
        }
        return strays.getOrDefault(mark, Set.of());
    }

    private Map<String, Set<Long>> strays() {
        long self = ProcessHandle.current().pid();
        Set<Long> led = new HashSet<>();
        rows.stream().filter(row -> row.parent() == self).forEach(row -> led.add(row.pid()));
        Map<String, Set<Long>> found = new HashMap<>();
        for (Row row : rows) {
            if (row.pid() != self && !led.contains(row.session())) {
                mark(row.pid()).ifPresent(mark -> found.computeIfAbsent(mark, key -> new HashSet<>())
                        .add(row.pid()));
            }
        }
        return found;
    }

    private static Optional<String> mark(long pid) {
        String environment;
        try {
            environment =
                    Files.readString(PROC.resolve(Long.toString(pid)).resolve("environ"), StandardCharsets.ISO_8859_1);
        } catch (IOException notOurs) {
            return Optional.empty();
        }
        String variable = Warden.MARK + "=";
        return Stream.of(environment.split("\0"))
                .filter(one -> one.startsWith(variable))
                .map(one -> one.substring(variable.length()))
                .findFirst();
    }

    /** The processes that descend from that one, or are it, and have no children. */
    Set<Long> leaves(long ancestor) {
        Set<Long> leaves = withDescendants(Set.of(ancestor));
        rows.forEach(row -> leaves.remove(row.parent()));
        return leaves;
    }

    /** Those processes and all that descend from them. */
    Set<Long> withDescendants(Set<Long> ancestors) {
        Set<Long> family = new HashSet<>(ancestors);
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Row row : rows) {
                grown |= family.contains(row.parent()) && family.add(row.pid());
            }
        }
        return family;
    }
}
