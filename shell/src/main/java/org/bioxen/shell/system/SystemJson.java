// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.system;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.bioxen.api.curator.RepositoryInfo;
import org.bioxen.api.vm.BackendInfo;
import org.bioxen.api.vm.VmTotals;
import org.bioxen.shell.output.JsonMembers;
import org.bioxen.shell.output.JsonWriter;
import org.bioxen.shell.output.Listing;

/** The container and its parts as one JSON object on one line. What is not known is {@code null}; sizes are in bytes. */
final class SystemJson {
    private final JsonWriter json = new JsonWriter();
    private final JsonMembers members = new JsonMembers(json);

    private SystemJson() {}

    static String of(Object value) {
        SystemJson writer = new SystemJson();
        writer.json.beginObject();
        writer.write(value);
        writer.json.endObject();
        return writer.json.toString();
    }

    private void write(Object value) {
        if (value instanceof SystemStatus status) {
            status(status);
        } else if (value instanceof Listing<?> listing && listing.type() == BundleState.class) {
            json.name("bundles").beginArray();
            listing.forEach(item -> bundle((BundleState) item));
            json.endArray();
        } else if (value instanceof Listing<?> listing && listing.type() == ComponentReport.Finding.class) {
            json.name("components").beginArray();
            listing.forEach(item -> finding((ComponentReport.Finding) item));
            json.endArray();
        } else {
            members.text("message", String.valueOf(value));
        }
    }

    private void status(SystemStatus status) {
        members.text("java", status.java());
        members.number("process", status.process());
        members.number("upSeconds", status.up().toSeconds());
        members.number("heapUsed", status.heap().getUsed());
        members.number("heapMax", status.heap().getMax());
        members.number("threads", status.threads());
        json.name("directories").beginObject();
        status.directories().forEach(directory -> members.text(directory.name(), directory.path()));
        json.endObject();
        members.number("bundles", status.bundles());
        members.number("bundlesActive", status.bundlesActive());
        members.texts("bundlesUnresolved", status.bundlesUnresolved());
        json.name("backends");
        list(status.backends(), this::backend);
        json.name("catalogs");
        list(status.catalogs(), this::catalog);
        members.number("environments", count(status.environments()));
        members.number("sessions", count(status.sessions()));
        json.name("vms");
        status.vms().ifPresentOrElse(this::vms, json::nothing);
    }

    private void backend(BackendInfo backend) {
        json.beginObject();
        members.text("name", backend.name());
        members.text("engine", backend.engine());
        members.texts("luaVersions", backend.luaVersions());
        members.texts("interpreters", backend.interpreters());
        members.texts(
                "levels", backend.levels().stream().sorted().map(Enum::name).toList());
        members.texts("remarks", backend.remarks());
        json.name("unavailable");
        backend.unavailable().ifPresentOrElse(json::string, json::nothing);
        json.endObject();
    }

    private void catalog(RepositoryInfo catalog) {
        json.beginObject();
        members.text("id", catalog.id());
        json.name("enabled").bool(catalog.enabled());
        json.name("problem");
        catalog.problem().ifPresentOrElse(json::string, json::nothing);
        json.endObject();
    }

    private void vms(VmTotals totals) {
        json.beginObject().name("states").beginObject();
        totals.vms().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(state -> members.number(state.getKey().name(), state.getValue()));
        json.endObject();
        members.number("accepted", totals.accepted());
        members.number("pending", totals.pending());
        members.number("threadsRunning", totals.threadsRunning());
        members.number("threadsWaiting", totals.threadsWaiting());
        members.number("threadsStuck", totals.threadsStuck());
        members.number("enginesOpen", totals.enginesOpen());
        json.endObject();
    }

    private void bundle(BundleState bundle) {
        json.beginObject();
        members.number("id", bundle.id());
        members.text("name", bundle.name());
        members.text("version", bundle.version());
        members.text("state", bundle.state());
        json.endObject();
    }

    private void finding(ComponentReport.Finding finding) {
        json.beginObject();
        members.text("name", finding.name());
        members.text("bundle", finding.bundle());
        members.texts("tree", finding.tree().lines().toList());
        json.endObject();
    }

    private <T> void list(Optional<List<T>> things, Consumer<T> writer) {
        if (things.isEmpty()) {
            json.nothing();
            return;
        }
        json.beginArray();
        things.get().forEach(writer);
        json.endArray();
    }

    private static OptionalInt count(Optional<Integer> value) {
        return value.map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }
}
