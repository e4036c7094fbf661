// SPDX-License-Identifier: Apache-2.0
package org.bioxen.launcher;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.StringTokenizer;
import java.util.TreeMap;

/**
 * What {@code conf/container.properties} says: properties for the framework, and which bundle starts when.
 *
 * <p>Every jar in {@code bundle} is installed. One that no {@code level} line names belongs to the platform and starts at
 * level {@value #PLATFORM}, so a new bundle of the platform needs no line at all. The keys:
 *
 * <ul>
 *   <li>{@code level.N}: bundles that start at level N, by file name without {@code .jar}
 *   <li>{@code level.N.watching}: the same, only where {@code etc} and {@code deploy} are watched
 *   <li>{@code level.N.packages}: the same, only where Lua packages may be asked for
 *   <li>{@code level.N.installed}: installed with that level, started by somebody else
 * </ul>
 *
 * @param framework the properties for the framework
 * @param bundles all bundles, in the order in which they are installed and started
 */
record ContainerConfiguration(Map<String, String> framework, List<PlannedBundle> bundles) {
    /** The level of bundles that are put into {@code deploy}. */
    static final int DEPLOYED = 5;

    /** The level of bundles that are not mentioned. */
    static final int PLATFORM = 4;

    private static final String LEVEL = "level.";
    private static final List<String> KINDS = List.of("", "watching", "packages", "installed");

    ContainerConfiguration {
        framework = Map.copyOf(framework);
        bundles = List.copyOf(bundles);
    }

    /**
     * One jar.
     *
     * @param file the jar
     * @param level its start level
     * @param condition where it is wanted
     * @param started whether the launcher starts it
     */
    record PlannedBundle(Path file, int level, Condition condition, boolean started) {}

    /** Where a bundle is wanted. */
    enum Condition {
        /** Wherever its level is reached. */
        ALWAYS,
        /** Only where {@code etc} and {@code deploy} are watched. */
        WATCHING,
        /** Only where Lua packages may be asked for. */
        PACKAGES
    }

    /**
     * Reads the file and lists the bundles.
     *
     * @throws LaunchException when either cannot be read, or the file names a jar that is not there
     */
    static ContainerConfiguration read(Directories directories) throws LaunchException {
        Path file = directories.configuration();
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new LaunchException("cannot read " + file + ": " + e, e);
        }
        Map<String, Path> jars = jars(directories.bundle());
        Map<String, String> framework = new HashMap<>();
        List<PlannedBundle> bundles = new ArrayList<>();
        for (String key : properties.stringPropertyNames()) {
            String value = properties.getProperty(key).strip();
            if (key.startsWith(LEVEL)) {
                bundles.addAll(level(file, key, value, jars));
            } else {
                framework.put(key, value);
            }
        }
        for (Path jar : jars.values()) {
            bundles.add(new PlannedBundle(jar, PLATFORM, Condition.ALWAYS, true));
        }
        // Stable: within a line as written, unnamed ones by name.
        bundles.sort(Comparator.comparingInt(PlannedBundle::level));
        return new ContainerConfiguration(framework, bundles);
    }

    /**
     * What one start needs.
     *
     * @param packages whether Lua packages may be asked for
     */
    List<PlannedBundle> bundles(Mode mode, boolean packages) {
        List<PlannedBundle> needed = new ArrayList<>();
        for (PlannedBundle bundle : bundles) {
            boolean wanted =
                    switch (bundle.condition()) {
                        case ALWAYS -> true;
                        case WATCHING -> mode.watching();
                        case PACKAGES -> packages;
                    };
            if (wanted && bundle.level() <= mode.level()) {
                needed.add(bundle);
            }
        }
        return needed;
    }

    private static List<PlannedBundle> level(Path file, String key, String names, Map<String, Path> jars)
            throws LaunchException {
        int dot = key.indexOf('.', LEVEL.length());
        String number = key.substring(LEVEL.length(), dot < 0 ? key.length() : dot);
        String kind = dot < 0 ? "" : key.substring(dot + 1);
        boolean numberFits = number.length() == 1 && number.charAt(0) >= '1' && number.charAt(0) <= '7';
        if (!numberFits || !KINDS.contains(kind)) {
            throw new LaunchException(
                    file + ": " + key
                            + " is not one of level.N, level.N.watching, level.N.packages, level.N.installed with N from 1 to 7");
        }
        List<PlannedBundle> bundles = new ArrayList<>();
        for (StringTokenizer tokens = new StringTokenizer(names); tokens.hasMoreTokens(); ) {
            String name = tokens.nextToken();
            Path jar = jars.remove(name);
            if (jar == null) {
                throw new LaunchException(file + ": " + key + " names " + name + ", but bundle/" + name
                        + ".jar is not there, or was named before");
            }
            bundles.add(new PlannedBundle(jar, Integer.parseInt(number), condition(kind), !kind.equals("installed")));
        }
        return bundles;
    }

    private static Condition condition(String kind) {
        return switch (kind) {
            case "watching" -> Condition.WATCHING;
            case "packages" -> Condition.PACKAGES;
            default -> Condition.ALWAYS;
        };
    }

    private static Map<String, Path> jars(Path directory) throws LaunchException {
        String[] names = directory.toFile().list();
        if (names == null) {
            throw new LaunchException("cannot list " + directory);
        }
        Map<String, Path> jars = new TreeMap<>();
        for (String name : names) {
            if (name.endsWith(".jar")) {
                jars.put(name.substring(0, name.length() - ".jar".length()), directory.resolve(name));
            }
        }
        return jars;
    }
}
