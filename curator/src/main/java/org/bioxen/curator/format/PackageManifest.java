// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.format;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.bioxen.api.curator.Dependency;
import org.bioxen.api.curator.PackageId;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.PackageVersion;
import org.bioxen.spi.catalog.Release;

/**
 * What a package says about itself, in its file {@value #FILE}.
 *
 * @param id which package in which version, with a revision
 * @param summary what it is for, in one line
 * @param description what it is for, at length; may be empty
 * @param licence an SPDX expression
 * @param homepage where to read more
 * @param dependencies what it needs, each package once
 * @param labels words that it can be found by
 */
public record PackageManifest(
        PackageId id,
        String summary,
        String description,
        String licence,
        Optional<String> homepage,
        List<Dependency> dependencies,
        List<String> labels) {
    /** Where it is in an artifact. */
    public static final String FILE = "package.json";

    /** The format's number; the reader takes no other. */
    public static final int FORMAT = 1;

    /** Refuses {@code null}, copies the lists. */
    public PackageManifest {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(summary, "summary");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(licence, "licence");
        Objects.requireNonNull(homepage, "homepage");
        dependencies = List.copyOf(dependencies);
        labels = List.copyOf(labels);
    }

    /**
     * Reads a manifest. Unknown and doubled fields, wrong kinds and anything too long are errors.
     *
     * @throws JsonException if it is none
     */
    public static PackageManifest read(byte[] bytes) throws JsonException {
        return JsonInput.read(FILE, bytes, in -> {
            Fields fields = new Fields(in);
            boolean[] format = {false};
            in.object(field -> {
                switch (field) {
                    case "format" -> format[0] = in.number(FORMAT, FORMAT) == FORMAT;
                    case "name" -> fields.name(in.value(PackageName.MAX_LENGTH, PackageName::new));
                    default -> {
                        if (!fields.read(field)) {
                            throw in.unknown(field, Fields.KNOWN);
                        }
                    }
                }
            });
            in.required("format", format[0] ? format : null);
            return fields.manifest();
        });
    }

    /** The release that a catalog makes of it, without artifacts. */
    public Release.Builder release() {
        Release.Builder release =
                Release.builder(id).summary(summary).description(description).licence(licence);
        homepage.ifPresent(release::homepage);
        dependencies.forEach(release::dependency);
        labels.forEach(release::label);
        return release;
    }

    /** Collects the fields that describe a package, wherever they are in JSON. Not thread-safe. */
    public static final class Fields {
        private static final String[] KNOWN = {
            "format", "name", "version", "summary", "description", "licence", "homepage", "dependencies", "labels"
        };
        private static final int LINE = 200;
        private static final int TEXT = 10_000;
        private static final int MOST_DEPENDENCIES = 200;
        private static final int MOST_LABELS = 20;
        private static final Pattern LABEL = Pattern.compile("[a-z0-9][a-z0-9_-]{0,31}");

        private final JsonInput in;
        private final List<Dependency> dependencies = new ArrayList<>();
        private final List<String> labels = new ArrayList<>();
        private PackageName name;
        private PackageVersion version;
        private String summary;
        private String description = "";
        private String licence;
        private String homepage;

        /** Collects from that document. */
        public Fields(JsonInput in) {
            this.in = in;
        }

        /** Sets the package's name. */
        public void name(PackageName packageName) {
            name = packageName;
        }

        /**
         * Reads the value of a field if it is one of those that describe a package.
         *
         * @return whether it is
         */
        public boolean read(String field) throws JsonException {
            switch (field) {
                case "version" -> version = in.value(PackageVersion.MAX_LENGTH, Fields::released);
                case "summary" -> summary = notEmpty(in.line(LINE));
                case "description" -> description = in.lines(TEXT);
                case "licence" -> licence = notEmpty(in.line(LINE));
                case "homepage" -> homepage = in.value(LINE, Fields::address);
                case "dependencies" ->
                    in.array(MOST_DEPENDENCIES, () -> dependencies.add(in.value(TEXT, Dependency::parse)));
                case "labels" -> labels.addAll(labels(in));
                default -> {
                    return false;
                }
            }
            return true;
        }

        /** Reads words that a package can be found by. */
        public static List<String> labels(JsonInput in) throws JsonException {
            List<String> labels = new ArrayList<>();
            in.array(MOST_LABELS, () -> {
                String label = in.value(LINE, Fields::label);
                if (labels.contains(label)) {
                    throw in.problem("gives the label '" + label + "' twice");
                }
                labels.add(label);
            });
            return labels;
        }

        /**
         * What was collected.
         *
         * @throws JsonException if a field is missing, or two do not go together
         */
        public PackageManifest manifest() throws JsonException {
            PackageId id = new PackageId(in.required("name", name), in.required("version", version));
            Set<PackageName> needed = new HashSet<>();
            for (Dependency dependency : dependencies) {
                if (!needed.add(dependency.name())) {
                    throw in.problem("depends on " + dependency.name() + " twice; put both constraints into one");
                }
                if (dependency.name().equals(name)) {
                    throw in.problem("depends on itself");
                }
            }
            return new PackageManifest(
                    id,
                    in.required("summary", summary),
                    description,
                    in.required("licence", licence),
                    Optional.ofNullable(homepage),
                    dependencies,
                    labels);
        }

        private String notEmpty(String line) throws JsonException {
            if (line.isBlank()) {
                throw in.problem("is empty");
            }
            return line;
        }

        private static PackageVersion released(String text) {
            PackageVersion version = PackageVersion.parse(text);
            if (version.revision().isEmpty()) {
                throw new IllegalArgumentException("'" + text + "' has no revision; give " + text + "-1");
            }
            return version;
        }

        private static String address(String text) {
            URI address = URI.create(text);
            if (!"https".equals(address.getScheme()) && !"http".equals(address.getScheme())
                    || address.getHost() == null) {
                throw new IllegalArgumentException("'" + text + "' is no http or https address");
            }
            return text;
        }

        private static String label(String text) {
            if (!LABEL.matcher(text).matches()) {
                throw new IllegalArgumentException("'" + text + "' is no label; give small letters, digits, _ and -");
            }
            return text;
        }
    }
}
