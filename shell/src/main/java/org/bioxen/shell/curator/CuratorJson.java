// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.curator;

import java.util.Optional;
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
import org.bioxen.shell.output.JsonMembers;
import org.bioxen.shell.output.JsonWriter;
import org.bioxen.shell.output.Listing;

/**
 * The answers of verbs as one JSON object on one line. Every member is always there; what is not known is {@code null}. Times are as in
 * ISO 8601, sizes in bytes.
 */
public final class CuratorJson {
    private final JsonWriter json = new JsonWriter();
    private final JsonMembers members = new JsonMembers(json);

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
        writer.members.text("message", failure.message());
        writer.members.texts("explanation", failure.explanation());
        writer.json.endObject();
        writer.members.number("exitCode", failure.exitCode());
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
            members.number("bytesFreed", freed.bytes());
        } else {
            members.text("message", String.valueOf(value));
        }
        json.endObject();
    }

    private void listing(Listing<?> listing) {
        if (listing.type() == InstalledPackage.class) {
            members.objects("packages", listing, item -> installed((InstalledPackage) item));
        } else if (listing.type() == OutdatedPackage.class) {
            members.objects("packages", listing, item -> outdated((OutdatedPackage) item));
        } else if (listing.type() == PackageLicence.class) {
            members.objects("packages", listing, item -> licence((PackageLicence) item));
        } else if (listing.type() == EnvironmentInfo.class) {
            members.objects("environments", listing, item -> environment((EnvironmentInfo) item));
        } else if (listing.type() == GenerationInfo.class) {
            members.objects("generations", listing, item -> generation((GenerationInfo) item));
        } else if (listing.type() == RepositoryInfo.class) {
            members.objects("catalogs", listing, item -> repository((RepositoryInfo) item));
        } else if (listing.type() == ProfileInfo.class) {
            members.objects("profiles", listing, item -> profile((ProfileInfo) item));
        } else {
            throw new IllegalArgumentException("no JSON for " + listing.type());
        }
    }

    private void installed(InstalledPackage installed) {
        release(installed.id());
        members.text("catalog", installed.catalog());
        members.text("requested", installed.requested().map(Object::toString));
        members.flag("pinned", installed.pinned());
        members.texts("dependencies", installed.dependencies());
        members.text("licence", installed.licence());
        members.text("sha256", installed.sha256());
        members.number("files", installed.files());
        members.flag("nativeModules", installed.nativeModules());
        members.text("installed", installed.installed());
    }

    private void outdated(OutdatedPackage outdated) {
        members.text("package", outdated.name().value());
        members.text("installed", outdated.installed().toString());
        members.text("wanted", outdated.wanted().toString());
        members.text("latest", outdated.latest().toString());
        members.text("catalog", outdated.catalog());
    }

    private void licence(PackageLicence licence) {
        release(licence.id());
        members.text("licence", licence.licence());
    }

    private void environment(EnvironmentInfo info) {
        members.text("name", info.name());
        members.text("lua", info.luaVersion());
        members.number("generation", info.generation());
        members.text("changed", info.changed());
        members.number("packages", info.packages());
        members.text("root", info.root().toString());
    }

    private void generation(GenerationInfo info) {
        members.number("number", info.number());
        members.text("made", info.made());
        members.text("by", info.what());
        members.flag("current", info.current());
        members.objects("packages", info.packages(), this::release);
    }

    private void repository(RepositoryInfo info) {
        members.text("id", info.id());
        members.text("title", info.title());
        members.text("location", info.location());
        members.text("origin", info.origin());
        members.number("priority", info.priority());
        members.flag("enabled", info.enabled());
        members.text("seen", info.seen());
        members.text("problem", info.problem());
    }

    private void profile(ProfileInfo info) {
        members.text("name", info.name());
        members.text("summary", info.summary());
        members.text("catalog", info.catalog());
        members.texts("packages", info.packages());
    }

    private void report(ChangeReport report) {
        members.text("environment", report.environment());
        members.flag("done", report.done());
        members.number("generation", report.generation());
        members.objects("changes", report.changes(), this::change);
        members.number("bytesFetched", report.bytesFetched());
        members.texts("notes", report.notes());
    }

    private void change(Change change) {
        members.text("kind", change.kind().name());
        members.text("package", change.name().value());
        members.text("from", change.from().map(Object::toString));
        members.text("to", change.to().map(Object::toString));
        members.text("catalog", change.catalog().isEmpty() ? Optional.empty() : Optional.of(change.catalog()));
        members.text("why", change.why());
        members.text("licence", change.licence());
        members.number("size", change.size());
    }

    private void report(HealthReport report) {
        members.text("environment", report.environment());
        members.flag("healthy", report.healthy());
        members.number("files", report.files());
        members.objects("problems", report.problems(), problem -> {
            members.text("kind", problem.kind().name());
            members.text("subject", problem.subject());
            members.text("detail", problem.detail());
            members.flag("repairable", problem.repairable());
            members.text("advice", problem.advice());
        });
    }

    private void result(SearchResult result) {
        members.objects("packages", result.packages(), hit -> {
            members.text("package", hit.name().value());
            members.text("latest", hit.latest().isEmpty() ? Optional.empty() : Optional.of(hit.latest()));
            members.text("summary", hit.summary());
            members.text("catalog", hit.catalog());
        });
        members.flag("more", result.more());
        members.texts("missing", result.missing());
    }

    private void info(PackageInfo info) {
        release(info.id());
        members.text("catalog", info.catalog());
        members.text("summary", info.summary());
        members.text("description", info.description());
        members.text("licence", info.licence());
        members.text("homepage", info.homepage());
        members.texts("labels", info.labels());
        members.texts("dependencies", info.dependencies());
        members.number("size", info.size());
        members.text("yanked", info.yanked());
        members.texts("versions", info.versions());
        members.texts("alsoIn", info.alsoIn());
    }

    private void release(PackageId id) {
        members.text("package", id.name().value());
        members.text("version", id.version().toString());
    }
}
