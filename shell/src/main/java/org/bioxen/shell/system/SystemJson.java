// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.system;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.bioxen.api.curator.RepositoryInfo;
import org.bioxen.api.vm.BackendInfo;
import org.bioxen.api.vm.VmTotals;
import org.bioxen.shell.output.JsonWriter;
import org.bioxen.shell.output.Listing;

/** The container and its parts as one JSON object on one line. What is not known is {@code null}; sizes are in bytes. */
final class SystemJson {
    private final JsonWriter json = new JsonWriter();

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
            text("message", String.valueOf(value));
        }
    }

    private void status(SystemStatus status) {
        text("java", status.java());
        number("process", status.process());
        number("upSeconds", status.up().toSeconds());
        number("heapUsed", status.heap().getUsed());
        number("heapMax", status.heap().getMax());
        number("threads", status.threads());
        json.name("directories").beginObject();
        status.directories().forEach(directory -> text(directory.name(), directory.path()));
        json.endObject();
        number("bundles", status.bundles());
        number("bundlesActive", status.bundlesActive());
        texts("bundlesUnresolved", status.bundlesUnresolved());
        json.name("backends");
        list(status.backends(), this::backend);
        json.name("catalogs");
        list(status.catalogs(), this::catalog);
        count("environments", status.environments());
        count("sessions", status.sessions());
        json.name("vms");
        status.vms().ifPresentOrElse(this::vms, json::nothing);
    }

    private void backend(BackendInfo backend) {
        json.beginObject();
        text("name", backend.name());
        text("engine", backend.engine());
        texts("luaVersions", backend.luaVersions());
        texts("interpreters", backend.interpreters());
        texts("levels", backend.levels().stream().sorted().map(Enum::name).toList());
        texts("remarks", backend.remarks());
        json.name("unavailable");
        backend.unavailable().ifPresentOrElse(json::string, json::nothing);
        json.endObject();
    }

    private void catalog(RepositoryInfo catalog) {
        json.beginObject();
        text("id", catalog.id());
        json.name("enabled").bool(catalog.enabled());
        json.name("problem");
        catalog.problem().ifPresentOrElse(json::string, json::nothing);
        json.endObject();
    }

    private void vms(VmTotals totals) {
        json.beginObject().name("states").beginObject();
        totals.vms().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(state -> number(state.getKey().name(), state.getValue()));
        json.endObject();
        number("accepted", totals.accepted());
        number("pending", totals.pending());
        number("threadsRunning", totals.threadsRunning());
        number("threadsWaiting", totals.threadsWaiting());
        number("threadsStuck", totals.threadsStuck());
        number("enginesOpen", totals.enginesOpen());
        json.endObject();
    }

    private void bundle(BundleState bundle) {
        json.beginObject();
        number("id", bundle.id());
        text("name", bundle.name());
        text("version", bundle.version());
        text("state", bundle.state());
        json.endObject();
    }

    private void finding(ComponentReport.Finding finding) {
        json.beginObject();
        text("name", finding.name());
        text("bundle", finding.bundle());
        texts("tree", finding.tree().lines().toList());
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

    private void texts(String name, List<String> values) {
        json.name(name).beginArray();
        values.forEach(json::string);
        json.endArray();
    }

    private void text(String name, String value) {
        json.name(name).string(value);
    }

    private void number(String name, long value) {
        json.name(name).number(value);
    }

    private void count(String name, Optional<Integer> value) {
        json.name(name);
        value.ifPresentOrElse(count -> json.number((long) count), json::nothing);
    }
}
