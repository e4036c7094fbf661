// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.curator;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.bioxen.api.curator.Change;
import org.bioxen.api.curator.ChangeReport;
import org.bioxen.api.curator.EnvironmentInfo;
import org.bioxen.api.curator.GenerationInfo;
import org.bioxen.api.curator.HealthReport;
import org.bioxen.api.curator.InstalledPackage;
import org.bioxen.api.curator.OutdatedPackage;
import org.bioxen.api.curator.PackageId;
import org.bioxen.api.curator.PackageInfo;
import org.bioxen.api.curator.ProfileInfo;
import org.bioxen.api.curator.RepositoryInfo;
import org.bioxen.api.curator.SearchResult;
import org.bioxen.shell.output.JsonWriter;
import org.bioxen.shell.output.Listing;

/**
 * The answers of verbs as one JSON object on one line. Every member is always there; what is not known is {@code null}. Times are as in
 * ISO 8601, sizes in bytes.
 */
public final class CuratorJson {
    private final JsonWriter json = new JsonWriter();

    private CuratorJson() {}

    /** The object. */
    public static String of(Object value) {
        CuratorJson writer = new CuratorJson();
        writer.write(value);
        return writer.json.toString();
    }

    /** The object that says why there is no answer. */
    public static String of(CuratorFailure failure) {
        CuratorJson writer = new CuratorJson();
        writer.json.beginObject().name("error").beginObject();
        writer.text("message", failure.message());
        writer.texts("explanation", failure.explanation());
        writer.json.endObject();
        writer.number("exitCode", failure.exitCode());
        writer.json.endObject();
        return writer.json.toString();
    }

    private void write(Object value) {
        json.beginObject();
        if (value instanceof Listing<?> listing) {
            listing(listing);
        } else if (value instanceof ChangeReport report) {
            report(report);
        } else if (value instanceof HealthReport report) {
            report(report);
        } else if (value instanceof SearchResult result) {
            result(result);
        } else if (value instanceof PackageInfo info) {
            info(info);
        } else if (value instanceof EnvironmentInfo info) {
            environment(info);
        } else if (value instanceof RepositoryInfo info) {
            repository(info);
        } else if (value instanceof EnvironmentVerbs.Freed freed) {
            number("bytesFreed", freed.bytes());
        } else {
            text("message", String.valueOf(value));
        }
        json.endObject();
    }

    private void listing(Listing<?> listing) {
        if (listing.type() == InstalledPackage.class) {
            objects("packages", listing, item -> installed((InstalledPackage) item));
        } else if (listing.type() == OutdatedPackage.class) {
            objects("packages", listing, item -> outdated((OutdatedPackage) item));
        } else if (listing.type() == PackageLicence.class) {
            objects("packages", listing, item -> licence((PackageLicence) item));
        } else if (listing.type() == EnvironmentInfo.class) {
            objects("environments", listing, item -> environment((EnvironmentInfo) item));
        } else if (listing.type() == GenerationInfo.class) {
            objects("generations", listing, item -> generation((GenerationInfo) item));
        } else if (listing.type() == RepositoryInfo.class) {
            objects("catalogs", listing, item -> repository((RepositoryInfo) item));
        } else if (listing.type() == ProfileInfo.class) {
            objects("profiles", listing, item -> profile((ProfileInfo) item));
        } else {
            throw new IllegalArgumentException("no JSON for " + listing.type());
        }
    }

    private void installed(InstalledPackage installed) {
        release(installed.id());
        text("catalog", installed.catalog());
        text("requested", installed.requested().map(Object::toString));
        flag("pinned", installed.pinned());
        texts("dependencies", installed.dependencies());
        text("licence", installed.licence());
        text("sha256", installed.sha256());
        number("files", installed.files());
        flag("nativeModules", installed.nativeModules());
        time("installed", Optional.of(installed.installed()));
    }

    private void outdated(OutdatedPackage outdated) {
        text("package", outdated.name().value());
        text("installed", outdated.installed().toString());
        text("wanted", outdated.wanted().toString());
        text("latest", outdated.latest().toString());
        text("catalog", outdated.catalog());
    }

    private void licence(PackageLicence licence) {
        release(licence.id());
        text("licence", licence.licence());
    }

    private void environment(EnvironmentInfo info) {
        text("name", info.name());
        text("lua", info.luaVersion());
        number("generation", info.generation());
        time("changed", Optional.of(info.changed()));
        number("packages", info.packages());
        text("root", info.root().toString());
    }

    private void generation(GenerationInfo info) {
        number("number", info.number());
        time("made", Optional.of(info.made()));
        text("by", info.what());
        flag("current", info.current());
        objects("packages", info.packages(), this::release);
    }

    private void repository(RepositoryInfo info) {
        text("id", info.id());
        text("title", info.title());
        text("location", info.location());
        text("origin", info.origin());
        number("priority", info.priority());
        flag("enabled", info.enabled());
        time("seen", info.seen());
        text("problem", info.problem());
    }

    private void profile(ProfileInfo info) {
        text("name", info.name());
        text("summary", info.summary());
        text("catalog", info.catalog());
        texts("packages", info.packages());
    }

    private void report(ChangeReport report) {
        text("environment", report.environment());
        flag("done", report.done());
        number("generation", report.generation());
        objects("changes", report.changes(), this::change);
        number("bytesFetched", report.bytesFetched());
        texts("notes", report.notes());
    }

    private void change(Change change) {
        text("kind", change.kind().name());
        text("package", change.name().value());
        text("from", change.from().map(Object::toString));
        text("to", change.to().map(Object::toString));
        text("catalog", change.catalog().isEmpty() ? Optional.empty() : Optional.of(change.catalog()));
        text("why", change.why());
        text("licence", change.licence());
        size("size", change.size());
    }

    private void report(HealthReport report) {
        text("environment", report.environment());
        flag("healthy", report.healthy());
        number("files", report.files());
        objects("problems", report.problems(), problem -> {
            text("kind", problem.kind().name());
            text("subject", problem.subject());
            text("detail", problem.detail());
            flag("repairable", problem.repairable());
            text("advice", problem.advice());
        });
    }

    private void result(SearchResult result) {
        objects("packages", result.packages(), hit -> {
            text("package", hit.name().value());
            text("latest", hit.latest().isEmpty() ? Optional.empty() : Optional.of(hit.latest()));
            text("summary", hit.summary());
            text("catalog", hit.catalog());
        });
        flag("more", result.more());
        texts("missing", result.missing());
    }

    private void info(PackageInfo info) {
        release(info.id());
        text("catalog", info.catalog());
        text("summary", info.summary());
        text("description", info.description());
        text("licence", info.licence());
        text("homepage", info.homepage());
        texts("labels", info.labels());
        texts("dependencies", info.dependencies());
        size("size", info.size());
        text("yanked", info.yanked());
        texts("versions", info.versions());
        texts("alsoIn", info.alsoIn());
    }

    private void release(PackageId id) {
        text("package", id.name().value());
        text("version", id.version().toString());
    }

    private <T> void objects(String name, Collection<? extends T> items, Consumer<T> writer) {
        json.name(name).beginArray();
        for (T item : items) {
            json.beginObject();
            writer.accept(item);
            json.endObject();
        }
        json.endArray();
    }

    private void texts(String name, List<?> items) {
        json.name(name).beginArray();
        items.forEach(item -> json.string(item.toString()));
        json.endArray();
    }

    private void text(String name, String value) {
        json.name(name).string(value);
    }

    private void text(String name, Optional<String> value) {
        json.name(name);
        value.ifPresentOrElse(json::string, json::nothing);
    }

    private void time(String name, Optional<Instant> value) {
        text(name, value.map(Instant::toString));
    }

    private void number(String name, long value) {
        json.name(name).number(value);
    }

    private void size(String name, OptionalLong value) {
        json.name(name);
        value.ifPresentOrElse(json::number, json::nothing);
    }

    private void flag(String name, boolean value) {
        json.name(name).bool(value);
    }
}
