// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.curator;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.bioxen.api.curator.Change;
import org.bioxen.api.curator.ChangeReport;
import org.bioxen.api.curator.EnvironmentInfo;
import org.bioxen.api.curator.GenerationInfo;
import org.bioxen.api.curator.HealthReport;
import org.bioxen.api.curator.InstalledPackage;
import org.bioxen.api.curator.OutdatedPackage;
import org.bioxen.api.curator.PackageInfo;
import org.bioxen.api.curator.PackageVersion;
import org.bioxen.api.curator.ProfileInfo;
import org.bioxen.api.curator.RepositoryInfo;
import org.bioxen.api.curator.SearchResult;
import org.bioxen.shell.output.Letters;
import org.bioxen.shell.output.Lines;
import org.bioxen.shell.output.Listing;
import org.bioxen.shell.output.Sizes;
import org.bioxen.shell.output.Table;

/**
 * The answers of verbs as people read them: many things as a table, one thing as lines of name and value. What a catalog says does not
 * reach the terminal as anything but letters: tables and lines see to it, and whoever shows its words without them.
 */
public final class CuratorText {
    private CuratorText() {}

    /** The text, without a line end; what is none of the curator's is its own text. */
    public static String of(Object value) {
        if (value instanceof Listing<?> listing) {
            return listing(listing);
        }
        if (value instanceof ChangeReport report) {
            return report(report);
        }
        if (value instanceof HealthReport report) {
            return report(report);
        }
        if (value instanceof SearchResult result) {
            return result(result);
        }
        if (value instanceof PackageInfo info) {
            return info(info);
        }
        if (value instanceof EnvironmentInfo info) {
            return info(info);
        }
        if (value instanceof RepositoryInfo info) {
            return info(info);
        }
        return Letters.printable(String.valueOf(value));
    }

    private static String listing(Listing<?> listing) {
        if (listing.type() == InstalledPackage.class) {
            return installed(listing);
        }
        if (listing.type() == OutdatedPackage.class) {
            return outdated(listing);
        }
        if (listing.type() == EnvironmentInfo.class) {
            return environments(listing);
        }
        if (listing.type() == GenerationInfo.class) {
            return generations(listing);
        }
        if (listing.type() == RepositoryInfo.class) {
            return repositories(listing);
        }
        if (listing.type() == ProfileInfo.class) {
            return profiles(listing);
        }
        return listing.type() == PackageLicence.class ? licences(listing) : Letters.printable(listing.toString());
    }

    private static String installed(Listing<?> listing) {
        if (listing.isEmpty()) {
            return "nothing is installed; pkg:install NAME does it, pkg:search finds names";
        }
        Table table = new Table("PACKAGE", "VERSION", "CATALOG", "REQUESTED", "LICENCE", "FILES", "NOTES");
        for (Object item : listing) {
            InstalledPackage installed = (InstalledPackage) item;
            String notes = (installed.pinned() ? "pinned " : "") + (installed.nativeModules() ? "native" : "");
            table.row(
                    installed.id().name().value(),
                    installed.id().version().toString(),
                    installed.catalog(),
                    installed.requested().map(requirement -> "yes").orElse("no"),
                    installed.licence().orElse("-"),
                    Integer.toString(installed.files()),
                    cell(notes.strip()));
        }
        return table.toString();
    }

    private static String outdated(Listing<?> listing) {
        if (listing.isEmpty()) {
            return "everything is as new as it can be";
        }
        Table table = new Table("PACKAGE", "INSTALLED", "WANTED", "LATEST", "CATALOG");
        for (Object item : listing) {
            OutdatedPackage outdated = (OutdatedPackage) item;
            table.row(
                    outdated.name().value(),
                    outdated.installed().toString(),
                    outdated.wanted().toString(),
                    outdated.latest().toString(),
                    outdated.catalog());
        }
        return table.toString();
    }

    private static String environments(Listing<?> listing) {
        if (listing.isEmpty()) {
            return "there is no environment; env:create NAME makes one";
        }
        Table table = new Table("NAME", "LUA", "GENERATION", "PACKAGES", "CHANGED");
        for (Object item : listing) {
            EnvironmentInfo info = (EnvironmentInfo) item;
            table.row(
                    info.name(),
                    info.luaVersion(),
                    Long.toString(info.generation()),
                    Integer.toString(info.packages()),
                    time(info.changed()));
        }
        return table.toString();
    }

    private static String generations(Listing<?> listing) {
        Table table = new Table("GENERATION", "MADE", "PACKAGES", "BY");
        for (Object item : listing) {
            GenerationInfo info = (GenerationInfo) item;
            table.row(
                    info.number() + (info.current() ? " *" : ""),
                    time(info.made()),
                    Integer.toString(info.packages().size()),
                    cell(info.what()));
        }
        return table.toString();
    }

    private static String repositories(Listing<?> listing) {
        if (listing.isEmpty()) {
            return "there is no catalog; repo:add ID LOCATION adds one";
        }
        Table table = new Table("ID", "PRIORITY", "STATE", "ORIGIN", "LOCATION");
        StringBuilder problems = new StringBuilder();
        for (Object item : listing) {
            RepositoryInfo info = (RepositoryInfo) item;
            table.row(
                    info.id(),
                    Integer.toString(info.priority()),
                    state(info),
                    cell(info.origin()),
                    cell(info.location()));
            info.problem()
                    .ifPresent(problem ->
                            problems.append('\n').append(info.id()).append(": ").append(Letters.printable(problem)));
        }
        return table + problems.toString();
    }

    private static String state(RepositoryInfo info) {
        if (!info.enabled()) {
            return "disabled";
        }
        return info.problem().isPresent() ? "failing" : "enabled";
    }

    private static String profiles(Listing<?> listing) {
        if (listing.isEmpty()) {
            return "no catalog has a profile";
        }
        Table table = new Table("PROFILE", "CATALOG", "SUMMARY", "PACKAGES");
        for (Object item : listing) {
            ProfileInfo info = (ProfileInfo) item;
            table.row(
                    info.name(),
                    info.catalog(),
                    cell(info.summary()),
                    cell(info.packages().stream()
                            .map(dependency -> dependency.name().value())
                            .collect(Collectors.joining(" "))));
        }
        return table.toString();
    }

    private static String licences(Listing<?> listing) {
        if (listing.isEmpty()) {
            return "nothing is installed";
        }
        Table table = new Table("PACKAGE", "VERSION", "LICENCE");
        for (Object item : listing) {
            PackageLicence licence = (PackageLicence) item;
            table.row(
                    licence.id().name().value(),
                    licence.id().version().toString(),
                    licence.licence().orElse("not said"));
        }
        return table.toString();
    }

    private static String result(SearchResult result) {
        StringBuilder text = new StringBuilder();
        if (result.packages().isEmpty()) {
            text.append("no package was found");
        } else {
            Table table = new Table("PACKAGE", "LATEST", "CATALOG", "SUMMARY");
            result.packages()
                    .forEach(hit ->
                            table.row(hit.name().value(), cell(hit.latest()), hit.catalog(), cell(hit.summary())));
            text.append(table);
        }
        if (result.more()) {
            text.append("\nthere are more; give more words, or --limit COUNT");
        }
        result.missing().forEach(line -> text.append("\nnote: ").append(Letters.printable(line)));
        return text.toString();
    }

    private static String info(PackageInfo info) {
        Lines lines = new Lines()
                .line("package", info.id().name().value())
                .line("version", info.id().version().toString());
        info.yanked().ifPresent(why -> lines.line("withdrawn", cell(why)));
        lines.line("summary", cell(info.summary()))
                .line("licence", info.licence().orElse("not said"));
        info.homepage().ifPresent(address -> lines.line("homepage", address));
        if (!info.labels().isEmpty()) {
            lines.line("labels", String.join(" ", info.labels()));
        }
        lines.line("needs", cell(joined(info.dependencies(), ", ")))
                .line("size", size(info.size()))
                .line("releases", cell(joined(info.versions(), " ")))
                .line("catalog", info.catalog());
        if (!info.alsoIn().isEmpty()) {
            lines.line("also in", String.join(" ", info.alsoIn()));
        }
        String description = info.description().strip();
        return description.isEmpty() || description.equals(info.summary().strip())
                ? lines.toString()
                : lines + "\n\n" + Letters.printable(description);
    }

    private static String info(EnvironmentInfo info) {
        return new Lines()
                .line("name", info.name())
                .line("lua", info.luaVersion())
                .line("generation", Long.toString(info.generation()))
                .line("packages", Integer.toString(info.packages()))
                .line("changed", time(info.changed()))
                .line("root", info.root().toString())
                .toString();
    }

    private static String info(RepositoryInfo info) {
        Lines lines = new Lines().line("id", info.id());
        if (!info.title().isBlank()) {
            lines.line("title", info.title());
        }
        lines.line("location", cell(info.location()))
                .line("origin", cell(info.origin()))
                .line("priority", Integer.toString(info.priority()))
                .line("state", state(info))
                .line("seen", info.seen().map(CuratorText::time).orElse("-"));
        info.problem().ifPresent(problem -> lines.line("problem", problem));
        return lines.toString();
    }

    private static String report(ChangeReport report) {
        StringBuilder text = new StringBuilder();
        if (!report.changes().isEmpty()) {
            Table table = new Table("PACKAGE", "FROM", "TO", "CATALOG", "WHY", "SIZE");
            report.changes()
                    .forEach(change -> table.row(
                            change.name().value(),
                            version(change.from()),
                            version(change.to()),
                            cell(change.catalog()),
                            cell(change.why()),
                            size(change.size())));
            text.append(table).append('\n');
        }
        report.notes()
                .forEach(note ->
                        text.append("note: ").append(Letters.printable(note)).append('\n'));
        return text.append(Letters.printable(closing(report))).toString();
    }

    private static String closing(ChangeReport report) {
        String where = report.environment() + " (generation " + report.generation() + ")";
        if (report.changes().isEmpty()) {
            return (report.done() ? "done in " : "nothing to do in ") + where;
        }
        Map<Change.Kind, Integer> kinds = new EnumMap<>(Change.Kind.class);
        report.changes().forEach(change -> kinds.merge(change.kind(), 1, Integer::sum));
        String counts = kinds.entrySet().stream()
                .map(kind -> kind.getValue() + " " + participle(kind.getKey()))
                .collect(Collectors.joining(", "));
        boolean fetching =
                report.changes().stream().anyMatch(change -> change.to().isPresent());
        return report.done()
                ? counts + " in " + where + (fetching ? ", " + Sizes.text(report.bytesFetched()) + " fetched" : "")
                : "planned, not done: " + counts + " in " + where;
    }

    private static String participle(Change.Kind kind) {
        return switch (kind) {
            case INSTALL -> "installed";
            case UPGRADE -> "upgraded";
            case DOWNGRADE -> "downgraded";
            case REPLACE -> "replaced";
            case REMOVE -> "removed";
        };
    }

    private static String report(HealthReport report) {
        if (report.healthy()) {
            return Letters.printable(report.environment()) + " is well, " + number(report.files(), "file")
                    + " looked at";
        }
        Table table = new Table("PROBLEM", "SUBJECT", "FOUND", "WHAT HELPS");
        report.problems()
                .forEach(problem -> table.row(
                        problem.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        cell(problem.subject()),
                        cell(problem.detail()),
                        cell(problem.advice()
                                .orElse(problem.repairable() ? "env:repair " + report.environment() : ""))));
        return table.toString();
    }

    /** So many of a thing. */
    static String number(long count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }

    private static String joined(Collection<?> things, String between) {
        return things.stream().map(Object::toString).collect(Collectors.joining(between));
    }

    private static String version(Optional<PackageVersion> version) {
        return version.map(PackageVersion::toString).orElse("-");
    }

    private static String size(OptionalLong bytes) {
        return bytes.isPresent() ? Sizes.text(bytes.getAsLong()) : "-";
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** One line, and never nothing. */
    private static String cell(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.isEmpty() ? "-" : line;
    }
}
