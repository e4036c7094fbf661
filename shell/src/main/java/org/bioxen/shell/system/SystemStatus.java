// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.system;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bioxen.api.curator.EnvironmentManager;
import org.bioxen.api.curator.RepositoryInfo;
import org.bioxen.api.curator.RepositoryManager;
import org.bioxen.api.session.SessionManager;
import org.bioxen.api.vm.BackendInfo;
import org.bioxen.api.vm.VmManager;
import org.bioxen.api.vm.VmMetrics;
import org.bioxen.api.vm.VmTotals;
import org.bioxen.shell.output.Lines;
import org.bioxen.shell.output.Sizes;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/** The state of the container on one screen. A service that is not there is told as missing. Thread-safe. */
public final class SystemStatus {
    private final BundleContext context;

    /** Of the container of this bundle. */
    public SystemStatus(BundleContext context) {
        this.context = context;
    }

    /** The state, in lines of name and value. */
    public String text() {
        Runtime.Version java = Runtime.version();
        Lines lines = new Lines()
                .line("java", java + " of " + System.getProperty("java.vendor"))
                .line("process", ProcessHandle.current().pid() + ", up " + uptime())
                .line("memory", memory())
                .line(
                        "threads",
                        Integer.toString(ManagementFactory.getThreadMXBean().getThreadCount()))
                .line("data", directory("bioxen.data"))
                .line("log", directory("bioxen.log"))
                .line("bundles", bundles());
        backends(lines);
        environments(lines);
        vms(lines);
        return lines.toString();
    }

    private static String uptime() {
        Duration up = Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
        return up.toHours() > 0
                ? up.toHours() + " h " + up.toMinutesPart() + " min"
                : up.toMinutes() > 0 ? up.toMinutes() + " min " + up.toSecondsPart() + " s" : up.toSeconds() + " s";
    }

    private static String memory() {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        return Sizes.text(heap.getUsed()) + " of heap used, at most " + Sizes.text(heap.getMax());
    }

    private String directory(String property) {
        return Optional.ofNullable(context.getProperty(property)).orElse("-");
    }

    private String bundles() {
        List<Bundle> wanting = Stream.of(context.getBundles())
                .filter(bundle -> bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null)
                .filter(bundle -> bundle.getState() == Bundle.INSTALLED)
                .toList();
        long active = Stream.of(context.getBundles())
                .filter(bundle -> bundle.getState() == Bundle.ACTIVE)
                .count();
        return active + " of " + context.getBundles().length + " active"
                + (wanting.isEmpty()
                        ? ""
                        : "; not resolved: "
                                + wanting.stream().map(Bundle::getSymbolicName).collect(Collectors.joining(", ")));
    }

    private void backends(Lines lines) {
        Optional<List<BackendInfo>> backends = ask(VmManager.class, VmManager::backends);
        if (backends.isEmpty()) {
            lines.line("backends", "no VM manager runs");
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
        if (backends.get().isEmpty()) {
            lines.line("backends", "none");
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

    private void environments(Lines lines) {
        Optional<List<RepositoryInfo>> catalogs = ask(RepositoryManager.class, RepositoryManager::list);
        lines.line(
                "catalogs",
                catalogs.map(all -> all.isEmpty()
                                ? "none"
                                : all.stream().map(SystemStatus::state).collect(Collectors.joining(", ")))
                        .orElse("no curator runs"));
        ask(EnvironmentManager.class, EnvironmentManager::list)
                .ifPresent(all -> lines.line("environments", Integer.toString(all.size())));
    }

    private static String state(RepositoryInfo catalog) {
        return catalog.id() + (catalog.problem().isPresent() ? " (not well)" : catalog.enabled() ? "" : " (disabled)");
    }

    private void vms(Lines lines) {
        Optional<VmTotals> totals = ask(VmMetrics.class, VmMetrics::totals);
        if (totals.isEmpty()) {
            return;
        }
        VmTotals now = totals.get();
        List<String> states = new ArrayList<>();
        for (Map.Entry<?, Integer> each : now.vms().entrySet()) {
            states.add(each.getValue() + " "
                    + String.valueOf(each.getKey()).toLowerCase(Locale.ROOT).replace('_', ' '));
        }
        lines.line("VMs", states.isEmpty() ? "none" : String.join(", ", states))
                .line(
                        "sessions",
                        ask(SessionManager.class, manager -> manager.list().size())
                                .map(String::valueOf)
                                .orElse("-"))
                .line(
                        "scripts",
                        now.accepted() + " accepted, " + now.pending() + " not ended; " + now.threadsRunning()
                                + " threads run, " + now.threadsWaiting() + " wait"
                                + (now.threadsStuck() > 0 ? ", " + now.threadsStuck() + " are stuck" : ""));
    }

    private interface Question<S, A> {
        A of(S service);
    }

    /** Asks a service that may not be there, or go meanwhile. */
    private <S, A> Optional<A> ask(Class<S> type, Question<S, A> question) {
        ServiceReference<S> reference = context.getServiceReference(type);
        S service = reference == null ? null : context.getService(reference);
        if (service == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(question.of(service));
        } finally {
            context.ungetService(reference);
        }
    }
}
