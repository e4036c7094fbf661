// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.bioxen.api.vm.BackendInfo;
import org.bioxen.api.vm.VmAlreadyExistsException;
import org.bioxen.api.vm.VmInfo;
import org.bioxen.api.vm.VmManagerException;
import org.bioxen.api.vm.VmSpec;
import org.bioxen.api.vm.VmState;
import org.bioxen.api.vm.VmTotals;
import org.bioxen.spi.backend.LuaBackend;
import org.bioxen.spi.backend.MissingBackend;
import org.bioxen.spi.configuration.ConfigurationCheck;
import org.bioxen.spi.configuration.ConfigurationReader;
import org.bioxen.spi.configuration.ConfigurationReader.Reading;
import org.bioxen.spi.environment.EnvironmentSource;
import org.bioxen.spi.environment.OpenEnvironment;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All VMs of the platform, the backends they may run on and the threads they run on. One for all bundles; each bundle gets its
 * own {@link BundleVmManager} in front of it. Thread-safe.
 */
@Component(service = VmHost.class, configurationPid = VmHost.PID)
@Designate(ocd = VmHost.Config.class)
public final class VmHost implements SynchronousBundleListener {
    /** The pid of its configuration. */
    static final String PID = "org.bioxen.core.session";

    /** Framework property: the {@code backend.wait} of a runtime whose configuration says nothing. */
    static final String BACKEND_WAIT = "bioxen.backend.wait";

    private static final Logger LOG = LoggerFactory.getLogger(VmHost.class);

    private static final int MOST_THREADS = 10_000;
    private static final int MOST_WAITING = 100_000;
    private static final int MOST_PENDING = 10_000_000;

    /** Configuration of the VM manager. */
    @ObjectClassDefinition(name = "BioXen VM manager", description = "Times are numbers with ms, s or m, of up to 60m.")
    public @interface Config {
        /** See the description. */
        @AttributeDefinition(
                name = "Backend wait",
                description =
                        "How long work waits for a backend that is not there; if empty 5s, in one command not at all.",
                required = false)
        String backend_wait() default "";

        /** See the description. */
        @AttributeDefinition(
                name = "Drain timeout",
                description = "How long running scripts may go on when their backend leaves.",
                required = false)
        String drain_timeout() default "2s";

        /** See the description. */
        @AttributeDefinition(
                name = "Stop grace",
                description = "How long an engine has to stop before it is closed, and again before it is given up.",
                required = false)
        String stop_grace() default "2s";

        /** See the description. */
        @AttributeDefinition(
                name = "Threads",
                description = "How many scripts run at once.",
                min = "1",
                max = "" + MOST_THREADS,
                required = false)
        int threads() default 256;

        /** See the description. */
        @AttributeDefinition(
                name = "Waiting threads",
                description =
                        "How many more scripts may wait, for input or a child process, while others run in their place.",
                min = "0",
                max = "" + MOST_WAITING,
                required = false)
        int threads_waiting() default 1024;

        /** See the description. */
        @AttributeDefinition(
                name = "Pending per VM",
                description = "How many executions wait in one VM's queue.",
                min = "1",
                max = "" + MOST_PENDING,
                required = false)
        int pending_per_vm() default 1000;

        /** See the description. */
        @AttributeDefinition(
                name = "Pending in all",
                description = "How many accepted executions of all VMs together may not have ended.",
                min = "1",
                max = "" + MOST_PENDING,
                required = false)
        int pending_total() default 100_000;
    }

    private final ConfigurationReader reader = new ConfigurationReader(PID, Config.class, LOG::warn);
    private final BundleContext context;
    private volatile Settings settings;
    private final Workers workers;
    private final Deadlines deadlines;
    private final EventQueue events;
    private final Totals totals = new Totals();
    private final StreamPumps pumps = new StreamPumps();
    private final Backends backends = new Backends();
    private final EnvironmentSources environments = new EnvironmentSources();
    private final Map<ServiceReference<LuaBackend>, BoundBackend> bound = new ConcurrentHashMap<>();
    private final Map<String, LuaVm> vms = new ConcurrentHashMap<>();
    private final Map<Long, VmOwner> bundles = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private volatile boolean closed;

    /** Made by Declarative Services. */
    @Activate
    public VmHost(BundleContext context, Map<String, Object> configuration) {
        this.context = context;
        settings = settings(reader.read(configuration));
        workers = new Workers(settings.threads(), settings.waitingThreads());
        deadlines = new Deadlines(workers);
        events = new EventQueue(workers);
        context.addBundleListener(this);
    }

    /** Takes a changed configuration over; the VMs stay. */
    @Modified
    void modified(Map<String, Object> configuration) {
        settings = settings(reader.read(configuration));
        workers.resize(settings.threads(), settings.waitingThreads());
    }

    private Settings settings(Reading reading) {
        return settings(reading, Optional.ofNullable(context.getProperty(BACKEND_WAIT)));
    }

    /**
     * Reads all keys.
     *
     * @param backendWait counts where the configuration says nothing of it
     */
    private static Settings settings(Reading reading, Optional<String> backendWait) {
        return new Settings(
                reading.text(
                        "backend.wait", text -> Durations.setting(text.isBlank() ? backendWait.orElse("5s") : text)),
                reading.text("drain.timeout", Durations::setting),
                reading.text("stop.grace", Durations::setting),
                reading.integer("threads", 1, MOST_THREADS),
                reading.integer("threads.waiting", 0, MOST_WAITING),
                reading.integer("pending.per.vm", 1, MOST_PENDING),
                reading.integer("pending.total", 1, MOST_PENDING));
    }

    /** What is wrong with its configuration beforehand. */
    @Component(property = ConfigurationCheck.PID + "=" + PID)
    public static final class Check implements ConfigurationCheck {
        @Override
        public List<String> problems(String pid, Map<String, ?> configuration) {
            return ConfigurationReader.problems(
                    Config.class, configuration, reading -> settings(reading, Optional.empty()));
        }
    }

    @Deactivate
    void close() {
        closed = true;
        context.removeBundleListener(this);
        backends.close();
        environments.close();
        List<LuaVm> all = List.copyOf(vms.values());
        all.forEach(LuaVm::beginClose);
        all.forEach(LuaVm::close);
        workers.close(settings.stopGrace());
        if (totals.zombies() > 0) {
            LOG.error("{} engines did not stop; their threads are left behind", totals.zombies());
        }
        bound.values().forEach(BoundBackend::release);
    }

    // ---------------------------------------------------------------- backends

    @Reference(
            service = LuaBackend.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            updated = "updatedBackend",
            unbind = "removeBackend")
    void addBackend(ServiceReference<LuaBackend> reference) {
        BoundBackend backend = new BoundBackend(reference, context);
        bound.put(reference, backend);
        backends.add(backend);
        LOG.debug("backend '{}' is here", backend);
    }

    void updatedBackend(ServiceReference<LuaBackend> reference) {
        backends.touch();
    }

    /** Returns when nothing of ours is in the backend's code any more, or after a bounded time. */
    void removeBackend(ServiceReference<LuaBackend> reference) {
        BoundBackend backend = bound.remove(reference);
        if (backend == null) {
            return;
        }
        backends.remove(backend);
        List<LuaVm> affected =
                vms.values().stream().filter(vm -> vm.isOn(backend)).toList();
        CompletableFuture<?>[] detached =
                affected.stream().map(vm -> vm.detach(backend)).toArray(CompletableFuture[]::new);
        try {
            if (!backend.awaitQuiet(closed ? Duration.ZERO : settings.drainTimeout())) {
                affected.forEach(vm -> vm.stopOn(backend));
                if (!backend.awaitQuiet(settings.stopGrace().multipliedBy(3))) {
                    LOG.error("backend '{}' leaves while its engines still run", backend);
                }
            }
            // Nothing of it is needed for this; but whoever stops a backend may look at its VMs next.
            CompletableFuture.allOf(detached)
                    .completeOnTimeout(null, settings.stopGrace().toNanos(), TimeUnit.NANOSECONDS)
                    .get();
        } catch (InterruptedException interrupted) {
            affected.forEach(vm -> vm.stopOn(backend));
            Thread.currentThread().interrupt();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
        backend.release();
        if (!affected.isEmpty()) {
            LOG.info(
                    "backend '{}' is gone; {} suspended",
                    backend,
                    affected.size() == 1 ? "1 VM is" : affected.size() + " VMs are");
        }
    }

    @Reference(
            service = MissingBackend.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            unbind = "removeMissing")
    void addMissing(MissingBackend missing) {
        backends.add(missing);
    }

    void removeMissing(MissingBackend missing) {
        backends.remove(missing);
    }

    @Reference(
            service = EventSink.class,
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            unbind = "removeSink")
    void addSink(EventSink sink) {
        events.add(sink);
    }

    void removeSink(EventSink sink) {
        events.remove(sink);
    }

    @Reference(
            service = EnvironmentSource.class,
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            unbind = "removeEnvironments")
    void addEnvironments(EnvironmentSource source) {
        environments.set(source);
    }

    void removeEnvironments(EnvironmentSource source) {
        environments.unset(source);
    }

    /** The backends that are bound now. */
    Collection<BoundBackend> bound() {
        return List.copyOf(bound.values());
    }

    Backends backends() {
        return backends;
    }

    List<BackendInfo> backendInfos() {
        return backends.infos();
    }

    // ---------------------------------------------------------------- VMs

    LuaVm create(VmSpec spec, VmOwner owner) {
        return create(spec, owner, vm -> Optional.empty());
    }

    /**
     * Makes a VM that has a conversation from its beginning on.
     *
     * @param conversation makes it; the VM is not yet to be used
     * @throws VmManagerException as {@link org.bioxen.api.vm.VmManager#create} does
     */
    public void converse(VmSpec spec, Bundle bundle, Function<HostedVm, Conversation> conversation) {
        create(spec, owner(bundle), vm -> Optional.of(conversation.apply(vm)));
    }

    private LuaVm create(VmSpec spec, VmOwner owner, Function<HostedVm, Optional<Conversation>> conversation) {
        // Before there is the VM, what concerns it may go wrong.
        return spec.id()
                .map(id -> LogSubject.of(id, false, spec.debug()))
                .orElseGet(LogSubject::current)
                .call(() -> make(spec, owner, conversation));
    }

    private LuaVm make(VmSpec spec, VmOwner owner, Function<HostedVm, Optional<Conversation>> conversation) {
        if (closed) {
            throw new VmManagerException("the VM manager has been stopped; get the service anew");
        }
        Optional<OpenEnvironment> environment = spec.environment().map(this::openEnvironment);
        LuaVm vm;
        try {
            vm = register(id -> newVm(id, spec, environment, conversation), spec.id());
        } catch (RuntimeException refused) {
            environment.ifPresent(OpenEnvironment::close);
            throw refused;
        }
        vm.start(owner);
        totals.created();
        if (closed) {
            vm.close();
            throw new VmManagerException("the VM manager was stopped while VM '" + vm.id() + "' started");
        }
        return vm;
    }

    /**
     * Opens an environment.
     *
     * @throws VmManagerException if there is no such environment, or nothing that manages environments
     */
    OpenEnvironment openEnvironment(String name) {
        return environments.open(name, settings.backendWait());
    }

    private LuaVm register(Function<String, LuaVm> maker, Optional<String> wanted) {
        if (wanted.isPresent()) {
            LuaVm vm = maker.apply(wanted.get());
            if (vms.putIfAbsent(vm.id(), vm) != null) {
                throw new VmAlreadyExistsException(
                        "VM '" + vm.id() + "' exists already; terminate it first, or choose another id");
            }
            return vm;
        }
        while (true) {
            LuaVm vm = maker.apply("vm-" + ids.incrementAndGet());
            if (vms.putIfAbsent(vm.id(), vm) == null) {
                return vm;
            }
        }
    }

    private LuaVm newVm(
            String id,
            VmSpec spec,
            Optional<OpenEnvironment> environment,
            Function<HostedVm, Optional<Conversation>> conversation) {
        LuaVm vm = new LuaVm(this, id, spec, environment);
        conversation.apply(vm).ifPresent(vm::isHeardBy);
        return vm;
    }

    void forget(LuaVm vm) {
        vms.remove(vm.id(), vm);
    }

    /** What the platform did so far and does now. */
    VmTotals metrics() {
        VmTotals.Builder now = VmTotals.builder();
        totals.fill(now);
        Map<VmState, Integer> states = new EnumMap<>(VmState.class);
        int pending = 0;
        for (LuaVm vm : vms.values()) {
            VmInfo info = vm.info();
            states.merge(info.state(), 1, Integer::sum);
            pending += info.pending();
        }
        return now.vms(states)
                .pending(pending)
                .enginesOpen(
                        bound.values().stream().mapToInt(BoundBackend::inUse).sum())
                .threadsRunning(workers.running())
                .threadsWaiting(workers.waiting())
                .eventsDropped(events.dropped())
                .build();
    }

    Optional<LuaVm> find(String id) {
        return Optional.ofNullable(vms.get(id));
    }

    List<VmInfo> list() {
        return vms.values().stream()
                .map(LuaVm::info)
                .sorted(Comparator.comparing(VmInfo::id))
                .toList();
    }

    /** The conversations of the living VMs, by id. */
    public List<Conversation> conversations() {
        return vms.values().stream()
                .sorted(Comparator.comparing(LuaVm::id))
                .flatMap(vm -> vm.conversation().stream())
                .toList();
    }

    /** The conversation of the living VM of this id, if it has one. */
    public Optional<Conversation> conversation(String id) {
        return find(id).flatMap(LuaVm::conversation);
    }

    /** The owner of what this bundle makes. */
    public VmOwner owner(Bundle bundle) {
        return bundles.compute(
                bundle.getBundleId(), (id, owner) -> owner == null || owner.isClosed() ? new VmOwner() : owner);
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        if (event.getType() != BundleEvent.STOPPED) {
            return;
        }
        VmOwner owner = bundles.remove(event.getBundle().getBundleId());
        if (owner == null) {
            return;
        }
        try {
            // Not here: this is the thread that stops the bundle, and engines take their time.
            workers.aside(owner::close);
        } catch (RejectedExecutionException stopped) {
            LOG.debug("the manager stops and closes the VMs itself");
        }
    }

    // ---------------------------------------------------------------- for the conversations

    /** Has an event published, if anybody hears it. */
    public void post(PlatformEvent event) {
        if (events.isHeard()) {
            events.post(event);
        }
    }

    /**
     * Runs this on another thread, without waiting for a place.
     *
     * @throws RejectedExecutionException if the manager has been stopped, or no thread can be made
     */
    public void aside(Runnable work) {
        workers.aside(work);
    }

    // ---------------------------------------------------------------- for the VMs

    Settings settings() {
        return settings;
    }

    Workers workers() {
        return workers;
    }

    Deadlines deadlines() {
        return deadlines;
    }

    StreamPumps pumps() {
        return pumps;
    }

    EventQueue events() {
        return events;
    }

    Totals totals() {
        return totals;
    }

    void zombieLeft(String id) {
        LOG.error("VM '{}': an engine neither stopped nor closed; {} such threads", id, totals.zombieLeft());
    }

    void zombieReturned(String id) {
        LOG.info("VM '{}': an engine that had been given up has stopped; {} are left", id, totals.zombieReturned());
    }
}
