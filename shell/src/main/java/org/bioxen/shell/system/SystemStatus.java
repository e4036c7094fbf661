// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.system;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bioxen.api.curator.EnvironmentManager;
import org.bioxen.api.curator.RepositoryInfo;
import org.bioxen.api.curator.RepositoryManager;
import org.bioxen.api.session.SessionManager;
import org.bioxen.api.vm.BackendInfo;
import org.bioxen.api.vm.VmManager;
import org.bioxen.api.vm.VmMetrics;
import org.bioxen.api.vm.VmTotals;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.slf4j.LoggerFactory;

/**
 * The state of the container at one moment. What a service would say that is not there is empty.
 *
 * @param java the Java that runs it
 * @param process its process id
 * @param up how long it has been running
 * @param heap how much of the heap is used, and how much there may be
 * @param threads how many threads it has
 * @param directories where it keeps what, name and path
 * @param bundles how many bundles are installed
 * @param bundlesActive how many of them are active
 * @param bundlesUnresolved those that lack something, by name
 * @param backends what runs scripts
 * @param catalogs where packages come from
 * @param environments how many environments there are
 * @param vms what all VMs together do
 * @param sessions how many sessions live
 */
public record SystemStatus(
        String java,
        long process,
        Duration up,
        MemoryUsage heap,
        int threads,
        List<Directory> directories,
        int bundles,
        int bundlesActive,
        List<String> bundlesUnresolved,
        Optional<List<BackendInfo>> backends,
        Optional<List<RepositoryInfo>> catalogs,
        Optional<Integer> environments,
        Optional<VmTotals> vms,
        Optional<Integer> sessions) {
    private static final List<String> DIRECTORIES = List.of("home", "data", "etc", "log");

    /**
     * A directory of the container.
     *
     * @param name what it is for
     * @param path where it is
     */
    public record Directory(String name, String path) {}

    /** How the container of a bundle is now. */
    public static SystemStatus of(BundleContext context) {
        Bundle[] bundles = context.getBundles();
        return new SystemStatus(
                Runtime.version() + " of " + System.getProperty("java.vendor"),
                ProcessHandle.current().pid(),
                Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime()),
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage(),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                DIRECTORIES.stream()
                        .filter(name -> context.getProperty("bioxen." + name) != null)
                        .map(name -> new Directory(name, context.getProperty("bioxen." + name)))
                        .toList(),
                bundles.length,
                (int) Stream.of(bundles)
                        .filter(bundle -> bundle.getState() == Bundle.ACTIVE)
                        .count(),
                Stream.of(bundles)
                        .filter(bundle -> bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null)
                        .filter(bundle -> bundle.getState() == Bundle.INSTALLED)
                        .map(Bundle::getSymbolicName)
                        .toList(),
                ask(context, VmManager.class, VmManager::backends),
                ask(context, RepositoryManager.class, RepositoryManager::list),
                ask(context, EnvironmentManager.class, all -> all.list().size()),
                ask(context, VmMetrics.class, VmMetrics::totals),
                ask(context, SessionManager.class, all -> all.list().size()));
    }

    /** Asks a service that may not be there, or go meanwhile, or fail: the others are asked all the same. */
    private static <S, A> Optional<A> ask(BundleContext context, Class<S> type, Function<S, A> question) {
        try {
            ServiceReference<S> reference = context.getServiceReference(type);
            S service = reference == null ? null : context.getService(reference);
            if (service == null) {
                return Optional.empty();
            }
            try {
                return Optional.of(question.apply(service));
            } finally {
                context.ungetService(reference);
            }
        } catch (RuntimeException failed) {
            LoggerFactory.getLogger(SystemStatus.class).warn("{} does not say how it is", type.getSimpleName(), failed);
            return Optional.empty();
        }
    }
}
