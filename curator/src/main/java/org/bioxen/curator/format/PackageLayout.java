// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.format;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.bioxen.spi.catalog.PackageFormatException;
import org.bioxen.spi.catalog.PackagePlan.Kind;
import org.bioxen.spi.catalog.PackagePlan.Step.Place;

/**
 * Where the files of a package go, by the folder that they are in: {@code lua/} modules in Lua, {@code lib/} native modules, {@code
 * bin/} programs, {@code data/}, {@code doc/}, and {@code test/}, which stays behind; beside these only the manifest and a readme,
 * licence, notice or change log.
 */
final class PackageLayout {
    private static final Pattern ABOUT =
            Pattern.compile("(README|LICENSE|LICENCE|NOTICE|CHANGELOG)([.][A-Za-z0-9]{1,16})?");

    private PackageLayout() {}

    /** What to do with each file that goes somewhere. */
    static List<Place> places(List<String> files) throws PackageFormatException {
        List<Place> places = new ArrayList<>();
        Set<String> targets = new HashSet<>();
        for (String file : files) {
            Optional<Place> place = place(file);
            if (place.isPresent()) {
                if (!targets.add(place.get().kind() + " " + place.get().target())) {
                    throw new PackageFormatException(
                            "the package has '" + place.get().target() + "' twice, one as '" + file + "'");
                }
                places.add(place.get());
            }
        }
        return places;
    }

    private static Optional<Place> place(String file) throws PackageFormatException {
        int slash = file.indexOf('/');
        if (slash < 0) {
            if (file.equals(PackageManifest.FILE)) {
                return Optional.empty();
            }
            if (ABOUT.matcher(file).matches()) {
                return Optional.of(new Place(Kind.DOC, file, file));
            }
            throw misplaced(file);
        }
        String below = file.substring(slash + 1);
        return switch (file.substring(0, slash)) {
            case "lua" -> Optional.of(new Place(Kind.LUA, file, module(file, below)));
            case "lib" -> Optional.of(new Place(Kind.NATIVE, file, below));
            case "bin" -> Optional.of(new Place(Kind.BIN, file, program(file, below)));
            case "data" -> Optional.of(new Place(Kind.DATA, file, below));
            case "doc" -> Optional.of(new Place(Kind.DOC, file, below));
            case "test" -> Optional.empty();
            default -> throw misplaced(file);
        };
    }

    private static String module(String file, String below) throws PackageFormatException {
        if (!below.endsWith(".lua")) {
            throw new PackageFormatException("'" + file + "' is no module; what is not Lua goes below data/");
        }
        return below;
    }

    private static String program(String file, String below) throws PackageFormatException {
        if (below.indexOf('/') >= 0) {
            throw new PackageFormatException("'" + file + "' is in a folder below bin/; programs lie in bin/ itself");
        }
        return below;
    }

    private static PackageFormatException misplaced(String file) {
        return new PackageFormatException(
                "'" + file
                        + "' has no place; a package has package.json, README, LICENSE, NOTICE, CHANGELOG and lua/ lib/ bin/ data/ doc/ test/");
    }
}
