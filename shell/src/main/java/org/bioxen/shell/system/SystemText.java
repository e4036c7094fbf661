// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.system;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bioxen.api.curator.RepositoryInfo;
import org.bioxen.api.vm.BackendInfo;
import org.bioxen.api.vm.VmTotals;
import org.bioxen.shell.output.Lines;
import org.bioxen.shell.output.Listing;
import org.bioxen.shell.output.Sizes;
import org.bioxen.shell.output.Table;

/** The container and its parts as people read them. */
public final class SystemText {
    private SystemText() {}

    /** The text, without a line end; what is none of these is its own text. */
    public static String of(Object value) {
        if (value instanceof SystemStatus status) {
            return status(status);
        }
        if (value instanceof Listing<?> listing && listing.type() == BundleState.class) {
            return bundles(listing);
        }
        if (value instanceof Listing<?> listing && listing.type() == ComponentReport.Finding.class) {
            return listing.isEmpty()
                    ? "nothing is missing"
                    : listing.stream()
                            .map(item -> ((ComponentReport.Finding) item).tree())
                            .collect(Collectors.joining("\n"));
        }
        return String.valueOf(value);
    }

    /** Whether this is something that these verbs answer. */
    public static boolean isOurs(Class<?> type) {
        return type.getPackage() == SystemText.class.getPackage();
    }

    private static String bundles(Listing<?> listing) {
        if (listing.isEmpty()) {
            return "there is no such bundle";
        }
        Table table = new Table("ID", "STATE", "NAME", "VERSION");
        for (Object item : listing) {
            BundleState bundle = (BundleState) item;
            table.row(Long.toString(bundle.id()), bundle.state(), bundle.name(), bundle.version());
        }
        return table.toString();
    }

    private static String status(SystemStatus status) {
        Lines lines = new Lines()
                .line("java", status.java())
                .line("process", status.process() + ", up " + time(status.up()))
                .line(
                        "memory",
                        Sizes.text(status.heap().getUsed()) + " of heap used, at most "
                                + Sizes.text(status.heap().getMax()))
                .line("threads", Integer.toString(status.threads()));
        status.directories().forEach(directory -> lines.line(directory.name(), directory.path()));
        lines.line(
                "bundles",
                status.bundlesActive() + " of " + status.bundles() + " active"
                        + (status.bundlesUnresolved().isEmpty()
                                ? ""
                                : "; not resolved: " + String.join(", ", status.bundlesUnresolved())));
        backends(lines, status.backends());
        lines.line("catalogs", status.catalogs().map(SystemText::catalogs).orElse("no curator runs"));
        status.environments().ifPresent(count -> lines.line("environments", Integer.toString(count)));
        status.vms().ifPresent(totals -> vms(lines, totals));
        status.sessions().ifPresent(count -> lines.line("sessions", Integer.toString(count)));
        return lines.toString();
    }

    private static String time(Duration up) {
        return up.toHours() > 0
                ? up.toHours() + " h " + up.toMinutesPart() + " min"
                : up.toMinutes() > 0 ? up.toMinutes() + " min " + up.toSecondsPart() + " s" : up.toSeconds() + " s";
    }

    private static void backends(Lines lines, Optional<List<BackendInfo>> backends) {
        if (backends.isEmpty() || backends.get().isEmpty()) {
            lines.line("backends", backends.isEmpty() ? "no VM manager runs" : "none");
            return;
        }
        String name = "backends";
        for (BackendInfo backend : backends.get()) {
            lines.line(name, backend.name() + ": " + state(backend));
            name = "";
            for (String remark : backend.remarks()) {
                lines.line("", "  " + remark);
            }
        }
    }

    private static String state(BackendInfo backend) {
        return backend.unavailable()
                .map(why -> "unavailable, " + why)
                .orElseGet(() -> backend.engine()
                        + (backend.interpreters().isEmpty()
                                ? ""
                                : " (" + String.join(" ", backend.interpreters()) + ")")
                        + ", up to "
                        + backend.levels().stream()
                                .max(Enum::compareTo)
                                .map(level -> level.name().toLowerCase(Locale.ROOT))
                                .orElse("no level"));
    }

    private static String catalogs(List<RepositoryInfo> catalogs) {
        return catalogs.isEmpty()
                ? "none"
                : catalogs.stream().map(SystemText::state).collect(Collectors.joining(", "));
    }

    private static String state(RepositoryInfo catalog) {
        return catalog.id() + (catalog.problem().isPresent() ? " (not well)" : catalog.enabled() ? "" : " (disabled)");
    }

    private static void vms(Lines lines, VmTotals now) {
        String states = now.vms().entrySet().stream()
                .filter(state -> state.getValue() > 0)
                .sorted(Map.Entry.comparingByKey())
                .map(state -> state.getValue() + " "
                        + state.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
        lines.line("VMs", states.isEmpty() ? "none" : states)
                .line(
                        "scripts",
                        now.accepted() + " accepted, " + now.pending() + " not ended; " + now.threadsRunning()
                                + " threads run, " + now.threadsWaiting() + " wait"
                                + (now.threadsStuck() > 0 ? ", " + now.threadsStuck() + " are stuck" : ""));
    }
}
