// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.vm;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bioxen.api.vm.BackendInfo;
import org.bioxen.api.vm.Execution;
import org.bioxen.api.vm.Grants;
import org.bioxen.api.vm.Limits;
import org.bioxen.api.vm.VmInfo;
import org.bioxen.api.vm.VmSpec;
import org.bioxen.api.vm.VmTotals;
import org.bioxen.shell.cli.ExitCode;
import org.bioxen.shell.output.JsonMembers;
import org.bioxen.shell.output.JsonResult;
import org.bioxen.shell.output.JsonWriter;
import org.bioxen.shell.output.Listing;

/**
 * The answers of the verbs as one JSON object on one line. Every member is always there; what is not known is {@code null}. Times are in
 * milliseconds, moments as in ISO 8601, sizes in bytes.
 */
public final class VmJson {
    private VmJson() {}

    /** What came of an interrupt. */
    record Interrupt(String id, boolean interrupted) {}

    /** The object. */
    public static String of(Object value) {
        if (value instanceof VmResult ended) {
            JsonWriter json = new JsonWriter();
            write(json, ended);
            return json.toString();
        }
        return JsonMembers.object(json -> write(json, value));
    }

    private static void write(JsonMembers json, Object value) {
        if (value instanceof Listing<?> listing) {
            listing(json, listing);
        } else if (value instanceof VmInfo info) {
            write(json, info);
        } else if (value instanceof BackendInfo info) {
            backend(json, info);
        } else if (value instanceof VmTotals totals) {
            totals(json, totals);
        } else if (value instanceof Execution execution) {
            json.text("vm", execution.vmId()).flag("done", execution.isDone()).text("stdout", execution.stdoutSoFar());
        } else if (value instanceof Interrupt interrupt) {
            json.text("id", interrupt.id()).flag("interrupted", interrupt.interrupted());
        } else {
            json.text("message", String.valueOf(value));
        }
    }

    private static void listing(JsonMembers json, Listing<?> listing) {
        if (listing.type() == VmInfo.class) {
            json.objects("vms", listing, item -> write(json, (VmInfo) item));
        } else if (listing.type() == BackendInfo.class) {
            json.objects("backends", listing, item -> backend(json, (BackendInfo) item));
        } else if (listing.type() == VmUsage.class) {
            json.objects("vms", listing, item -> usage(json, ((VmUsage) item).vm()));
        } else if (listing.type() == VmResult.class) {
            JsonWriter results = json.named("results").beginArray();
            listing.forEach(item -> write(results, (VmResult) item));
            results.endArray();
        } else {
            throw new IllegalArgumentException("no JSON for " + listing.type());
        }
    }

    private static void write(JsonWriter json, VmResult ended) {
        JsonResult.write(json, ended.result(), ExitCode.of(ended.result()), ended.backend(), Optional.of(ended.vm()));
    }

    /** Writes the members of a VM. */
    public static void write(JsonMembers json, VmInfo info) {
        VmSpec spec = info.spec();
        json.text("id", info.id())
                .constant("state", info.state())
                .text("remark", info.remark())
                .text("backend", info.backend())
                .text("lua", info.luaVersion())
                .constant("level", spec.level())
                .object("limits", () -> limits(json, spec.limits()))
                .object("grants", () -> grants(json, spec.grants()))
                .flag("networked", spec.networked())
                .flag("persistent", spec.persistent())
                .flag("debug", spec.debug())
                .constant("rebind", spec.rebind())
                .text("environment", spec.environment())
                .object("labels", () -> new TreeMap<>(spec.labels()).forEach(json::text))
                .text("created", info.created())
                .number("pending", info.pending())
                .number("executions", info.executions());
        JsonResult.usage(json.named("usage"), info.usage());
    }

    private static void usage(JsonMembers json, VmInfo info) {
        json.text("id", info.id())
                .constant("state", info.state())
                .number("pending", info.pending())
                .number("executions", info.executions());
        JsonResult.usage(json.named("usage"), info.usage());
    }

    private static void limits(JsonMembers json, Limits limits) {
        json.time("wallMillis", limits.wallTime())
                .time("cpuMillis", limits.cpuTime())
                .number("instructions", limits.instructions())
                .number("memoryBytes", limits.memoryBytes())
                .number("outputBytes", limits.outputBytes())
                .number("callDepth", limits.callDepth())
                .number("sourceBytes", limits.sourceBytes());
    }

    private static void grants(JsonMembers json, Grants grants) {
        json.texts("read", new TreeSet<>(grants.readPaths()))
                .texts("write", new TreeSet<>(grants.writePaths()))
                .texts("variables", new TreeSet<>(grants.environmentVariables()));
    }

    private static void backend(JsonMembers json, BackendInfo info) {
        json.text("name", info.name())
                .text("unavailable", info.unavailable())
                .text("engine", info.engine().isEmpty() ? Optional.empty() : Optional.of(info.engine()))
                .texts("lua", info.luaVersions())
                .texts("interpreters", info.interpreters())
                .texts("levels", names(info.levels()))
                .texts("enforces", names(info.enforcements()))
                .flag("networked", info.networked())
                .number("ranking", info.ranking())
                .texts("remarks", info.remarks());
    }

    /** Constants by name, in the order in which they are declared. */
    private static <T extends Enum<T>> List<String> names(Iterable<T> constants) {
        TreeSet<T> sorted = new TreeSet<>();
        constants.forEach(sorted::add);
        return sorted.stream().map(Enum::name).toList();
    }

    private static void totals(JsonMembers json, VmTotals totals) {
        json.object("vms", () -> new TreeMap<>(totals.vms())
                        .forEach((state, number) -> json.number(state.name(), (long) number)))
                .number("vmsCreated", totals.vmsCreated())
                .number("accepted", totals.accepted())
                .object("ended", () -> new TreeMap<>(totals.ended())
                        .forEach((outcome, number) -> json.number(outcome.name(), (long) number)))
                .number("pending", totals.pending());
        JsonResult.usage(json.named("usage"), totals.usage());
        json.object("engines", () -> json.number("open", totals.enginesOpen())
                        .number("givenUp", totals.enginesGivenUp()))
                .object("threads", () -> json.number("running", totals.threadsRunning())
                        .number("waiting", totals.threadsWaiting())
                        .number("stuck", totals.threadsStuck()))
                .number("eventsDropped", totals.eventsDropped());
    }
}
