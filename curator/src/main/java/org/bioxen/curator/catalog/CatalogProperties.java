// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.catalog;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.bioxen.api.curator.PackageName;
import org.bioxen.spi.catalog.CatalogProvider;

/**
 * What a catalog says of itself in its service properties, checked.
 *
 * @param id what it is called
 * @param title what people are shown; may be empty
 * @param location where it is; may be empty
 * @param priority the highest is asked first
 * @param ranking decides between equal priorities
 * @param local whether it is asked also offline
 * @param includes which packages are looked for here; all if empty
 * @param excludes which are not
 */
public record CatalogProperties(
        String id,
        String title,
        String location,
        int priority,
        int ranking,
        boolean local,
        List<NamePattern> includes,
        List<NamePattern> excludes) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final String RANKING = "service.ranking";
    private static final int MOST_PATTERNS = 1000;
    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_LOCATION = 2000;

    /** Copies the lists. */
    public CatalogProperties {
        includes = List.copyOf(includes);
        excludes = List.copyOf(excludes);
    }

    /**
     * Reads the properties of a service. Numbers and truth values may be text, as files of configuration have them.
     *
     * @throws IllegalArgumentException if one is missing or wrong
     */
    public static CatalogProperties of(Map<String, ?> properties) {
        Object id = properties.get(CatalogProvider.ID);
        if (!(id instanceof String)) {
            throw new IllegalArgumentException("the service property " + CatalogProvider.ID + " is "
                    + (id == null ? "missing" : "no text") + "; it says what the catalog is called");
        }
        return new CatalogProperties(
                checkId((String) id),
                checkTitle(text(properties, CatalogProvider.TITLE)),
                checkLocation(text(properties, CatalogProvider.LOCATION)),
                number(properties, CatalogProvider.PRIORITY),
                number(properties, RANKING),
                Boolean.parseBoolean(String.valueOf(properties.get(CatalogProvider.LOCAL))),
                patterns(properties, CatalogProvider.INCLUDES),
                patterns(properties, CatalogProvider.EXCLUDES));
    }

    /**
     * Returns it if a catalog may be called so.
     *
     * @throws IllegalArgumentException if not
     */
    public static String checkId(String id) {
        if (!ID.matcher(id).matches() || id.endsWith(".") || id.contains("..")) {
            throw new IllegalArgumentException(
                    "'" + Texts.shown(id) + "' is no name for a catalog; give up to 64 letters, digits and . - _");
        }
        return id;
    }

    /**
     * Returns it if people may be shown it as the title of a catalog.
     *
     * @throws IllegalArgumentException if not
     */
    public static String checkTitle(String title) {
        return Texts.line(title, LONGEST_TITLE, "the catalog's title");
    }

    /**
     * Returns it if people may be shown it as the location of a catalog.
     *
     * @throws IllegalArgumentException if not
     */
    public static String checkLocation(String location) {
        return Texts.line(location, LONGEST_LOCATION, "the catalog's location");
    }

    /**
     * Returns it if it is a pattern of names of packages.
     *
     * @throws IllegalArgumentException if not
     */
    public static String checkPattern(String pattern) {
        return NamePattern.of("the list", pattern).text();
    }

    /** Whether a package of this name is looked for here. */
    boolean covers(PackageName name) {
        return (includes.isEmpty() || matches(includes, name)) && !matches(excludes, name);
    }

    private static boolean matches(List<NamePattern> patterns, PackageName name) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(name.value()));
    }

    private static String text(Map<String, ?> properties, String key) {
        return Objects.toString(properties.get(key), "");
    }

    private static int number(Map<String, ?> properties, String key) {
        String text = text(properties, key).strip();
        try {
            return text.isEmpty() ? 0 : Integer.parseInt(text);
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException(
                    "the service property " + key + " is '" + Texts.shown(text) + "'; give a whole number");
        }
    }

    private static List<NamePattern> patterns(Map<String, ?> properties, String key) {
        Object value = properties.get(key);
        Collection<?> all;
        if (value == null) {
            all = List.of();
        } else if (value instanceof Object[] array) {
            all = Arrays.asList(array);
        } else if (value instanceof Collection<?> several) {
            all = several;
        } else {
            all = List.of(value);
        }
        if (all.size() > MOST_PATTERNS) {
            throw new IllegalArgumentException("the service property " + key + " has " + all.size()
                    + " patterns; at most " + MOST_PATTERNS + " are taken");
        }
        return all.stream()
                .flatMap(
                        one -> Arrays.stream(Objects.toString(one, "").split(","))) // as files of configuration have it
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .map(one -> NamePattern.of(key, one))
                .toList();
    }
}
