// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.vm;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bioxen.api.vm.BackendInfo;
import org.bioxen.api.vm.Execution;
import org.bioxen.api.vm.ExecutionResult;
import org.bioxen.api.vm.Limits;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.api.vm.Usage;
import org.bioxen.api.vm.VmInfo;
import org.bioxen.api.vm.VmTotals;
import org.bioxen.shell.output.Lines;
import org.bioxen.shell.output.Listing;
import org.bioxen.shell.output.Sizes;
import org.bioxen.shell.output.Table;

/** The answers of the verbs as people read them: many things as a table, one thing as lines of name and value. */
public final class VmText {
    private VmText() {}

    /** The text, without a line end; what is none of the VMs' is its own text. */
    public static String of(Object value) {
        if (value instanceof Listing<?> listing) {
            return listing(listing);
        }
        if (value instanceof VmInfo info) {
            return inspect(info);
        }
        if (value instanceof BackendInfo info) {
            return inspect(info);
        }
        if (value instanceof VmTotals totals) {
            return inspect(totals);
        }
        if (value instanceof ExecutionResult result) {
            return inspect(result);
        }
        if (value instanceof Execution execution) {
            return execution.vmId() + (execution.isDone() ? ": ended" : ": not ended yet");
        }
        return String.valueOf(value);
    }

    private static String listing(Listing<?> listing) {
        if (listing.type() == VmInfo.class) {
            return vms(listing);
        }
        if (listing.type() == BackendInfo.class) {
            return backends(listing);
        }
        if (listing.type() == VmUsage.class) {
            return usages(listing);
        }
        return listing.type() == VmResult.class ? results(listing) : listing.toString();
    }

    /** The cells of a row whose last one holds labels, or all but that. */
    public static String[] withLabels(boolean labelled, String... cells) {
        return Arrays.copyOf(cells, cells.length - (labelled ? 0 : 1));
    }

    /** The labels of a VM as the last cell of a row. */
    public static String labels(VmInfo info) {
        List<String> labels = new ArrayList<>();
        new TreeMap<>(info.spec().labels()).forEach((key, value) -> labels.add(key + "=" + value));
        return words(labels);
    }

    private static String results(Listing<?> listing) {
        Table table = new Table("VM", "OUTCOME", "OUTPUT", "ERROR");
        for (Object item : listing) {
            VmResult ended = (VmResult) item;
            table.row(
                    ended.vm(),
                    ended.result().outcome().name(),
                    oneLine(ended.result().stdout()),
                    ended.result()
                            .error()
                            .map(error -> oneLine(error.message()))
                            .orElse("-"));
        }
        return table.toString();
    }

    private static String oneLine(String text) {
        String line = text.strip().lines().findFirst().orElse("-");
        return text.strip().equals(line) || line.equals("-") ? line : line + " …";
    }

    private static String usages(Listing<?> listing) {
        Table table =
                new Table("ID", "STATE", "PENDING", "EXECUTIONS", "TIME", "CPU", "INSTRUCTIONS", "MEMORY", "OUTPUT");
        for (Object item : listing) {
            VmInfo info = ((VmUsage) item).vm();
            Usage usage = info.usage();
            table.row(
                    info.id(),
                    info.state().name(),
                    Integer.toString(info.pending()),
                    Long.toString(info.executions()),
                    time(usage.wallTime()),
                    usage.cpuTime().map(VmText::time).orElse("-"),
                    usage.instructions().isPresent()
                            ? Long.toString(usage.instructions().getAsLong())
                            : "-",
                    size(usage.memoryBytes()),
                    Sizes.text(usage.outputBytes()));
        }
        return table.toString();
    }

    private static String usage(Usage usage) {
        List<String> parts = new ArrayList<>(List.of("time " + time(usage.wallTime())));
        usage.cpuTime().ifPresent(time -> parts.add("CPU " + time(time)));
        usage.instructions().ifPresent(number -> parts.add("instructions " + number));
        usage.memoryBytes().ifPresent(bytes -> parts.add("memory " + Sizes.text(bytes)));
        parts.add("output " + Sizes.text(usage.outputBytes()));
        return String.join(", ", parts);
    }

    private static String time(Duration time) {
        return String.format(Locale.ROOT, "%.3fs", time.toNanos() / 1e9);
    }

    private static String size(OptionalLong bytes) {
        return bytes.isPresent() ? Sizes.text(bytes.getAsLong()) : "-";
    }

    private static String vms(Listing<?> listing) {
        if (listing.isEmpty()) {
            return "no VM lives; vm:create makes one";
        }
        boolean labelled = listing.stream()
                .anyMatch(item -> !((VmInfo) item).spec().labels().isEmpty());
        String[] header = {"ID", "STATE", "BACKEND", "LUA", "LEVEL", "PENDING", "EXECUTIONS", "LABELS"};
        Table table = new Table(withLabels(labelled, header));
        for (Object item : listing) {
            VmInfo info = (VmInfo) item;
            table.row(withLabels(
                    labelled,
                    info.id(),
                    info.state().name(),
                    info.backend().orElse("-"),
                    info.luaVersion().orElse("-"),
                    lower(info.spec().level()),
                    Integer.toString(info.pending()),
                    Long.toString(info.executions()),
                    labels(info)));
        }
        return table.toString();
    }

    private static String backends(Listing<?> listing) {
        if (listing.isEmpty()) {
            return "there is no backend; install and start one";
        }
        Table table = new Table("NAME", "ENGINE", "LUA", "INTERPRETERS", "LEVELS", "NETWORK", "RANKING");
        List<String> notes = new ArrayList<>();
        for (Object item : listing) {
            BackendInfo info = (BackendInfo) item;
            table.row(
                    info.name(),
                    info.engine().isEmpty() ? "-" : info.engine(),
                    words(info.luaVersions()),
                    words(info.interpreters()),
                    levels(info),
                    info.networked() ? "yes" : "no",
                    Integer.toString(info.ranking()));
            info.unavailable().ifPresent(why -> notes.add(info.name() + " is unavailable: " + why));
            info.remarks().forEach(remark -> notes.add(info.name() + ": " + remark));
        }
        return notes.isEmpty() ? table.toString() : table + "\n" + String.join("\n", notes);
    }

    private static String inspect(VmInfo info) {
        Lines lines =
                new Lines().line("id", info.id()).line("state", info.state().name());
        info.remark().ifPresent(why -> lines.line("remark", why));
        lines.line("backend", info.backend().orElse("-"))
                .line("lua", info.luaVersion().orElse("-"))
                .line("level", lower(info.spec().level()))
                .line("limits", limits(info.spec().limits()));
        if (!info.spec().grants().isEmpty()) {
            lines.line("grants", info.spec().grants().toString());
        }
        if (info.spec().networked()) {
            lines.line("networked", "yes");
        }
        lines.line("persistent", info.spec().persistent() ? "yes" : "no");
        info.spec().environment().ifPresent(name -> lines.line("environment", name));
        new TreeMap<>(info.spec().labels()).forEach((key, value) -> lines.line("label", key + "=" + value));
        return lines.line(
                        "created",
                        info.created().truncatedTo(ChronoUnit.SECONDS).toString())
                .line("pending", Integer.toString(info.pending()))
                .line("executions", Long.toString(info.executions()))
                .line("usage", usage(info.usage()))
                .toString();
    }

    private static String inspect(BackendInfo info) {
        Lines lines = new Lines().line("name", info.name());
        info.unavailable().ifPresent(why -> lines.line("unavailable", why));
        info.remarks().forEach(remark -> lines.line("remark", remark));
        return lines.line("engine", info.engine().isEmpty() ? "-" : info.engine())
                .line("lua", words(info.luaVersions()))
                .line("interpreters", words(info.interpreters()))
                .line("levels", levels(info))
                .line("enforces", words(sorted(info.enforcements())))
                .line("networked", info.networked() ? "yes" : "no")
                .line("ranking", Integer.toString(info.ranking()))
                .toString();
    }

    private static String inspect(ExecutionResult result) {
        Lines lines = new Lines().line("outcome", result.outcome().name());
        result.error().ifPresent(error -> lines.line("error", error.message()));
        result.exitCode().ifPresent(code -> lines.line("exit code", Integer.toString(code)));
        result.values().forEach(value -> lines.line("value", value.asText()));
        return lines.line("state", result.stateAfter().name())
                .line("usage", usage(result.usage()))
                .line("truncated", result.truncated() ? "yes" : "no")
                .toString();
    }

    private static String inspect(VmTotals totals) {
        Lines lines = new Lines();
        new TreeMap<>(totals.vms()).forEach((state, number) -> lines.line("VMs " + lower(state), number.toString()));
        lines.line("VMs made", Long.toString(totals.vmsCreated())).line("accepted", Long.toString(totals.accepted()));
        new TreeMap<>(totals.ended()).forEach((outcome, number) -> lines.line(lower(outcome), number.toString()));
        return lines.line("pending", Integer.toString(totals.pending()))
                .line("usage", usage(totals.usage()))
                .line("engines", totals.enginesOpen() + " open, " + totals.enginesGivenUp() + " given up")
                .line(
                        "threads",
                        totals.threadsRunning() + " running, " + totals.threadsWaiting() + " waiting, "
                                + totals.threadsStuck() + " stuck")
                .line("events", totals.eventsDropped() + " dropped")
                .toString();
    }

    private static String limits(Limits limits) {
        List<String> parts = new ArrayList<>();
        limits.wallTime().ifPresent(time -> parts.add("time " + seconds(time)));
        limits.cpuTime().ifPresent(time -> parts.add("CPU " + seconds(time)));
        limits.instructions().ifPresent(number -> parts.add("instructions " + number));
        limits.memoryBytes().ifPresent(bytes -> parts.add("memory " + bytes(bytes)));
        limits.outputBytes().ifPresent(bytes -> parts.add("output " + bytes(bytes)));
        limits.callDepth().ifPresent(calls -> parts.add("call depth " + calls));
        limits.sourceBytes().ifPresent(bytes -> parts.add("source " + bytes(bytes)));
        return parts.isEmpty() ? "none" : String.join(", ", parts);
    }

    private static String seconds(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
    }

    private static String bytes(long bytes) {
        if (bytes % (1 << 20) == 0) {
            return (bytes >> 20) + "m";
        }
        return bytes % (1 << 10) == 0 ? (bytes >> 10) + "k" : Long.toString(bytes);
    }

    private static String levels(BackendInfo info) {
        List<String> names = new ArrayList<>();
        for (SandboxLevel level : new TreeSet<>(info.levels())) {
            names.add(lower(level));
        }
        return words(names);
    }

    private static <T extends Enum<T>> List<String> sorted(Iterable<T> values) {
        List<String> names = new ArrayList<>();
        for (T value : values) {
            names.add(lower(value));
        }
        names.sort(null);
        return names;
    }

    private static String words(List<String> words) {
        return words.isEmpty() ? "-" : String.join(" ", words);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
