// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.container;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.options;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.inject.Inject;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.bioxen.api.vm.BackendInfo;
import org.bioxen.api.vm.Execution;
import org.bioxen.api.vm.ExecutionOptions;
import org.bioxen.api.vm.ExecutionResult;
import org.bioxen.api.vm.LuaValue;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.PolicyNotEnforceableException;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.api.vm.Script;
import org.bioxen.api.vm.StateAfter;
import org.bioxen.api.vm.Vm;
import org.bioxen.api.vm.VmEvents;
import org.bioxen.api.vm.VmManager;
import org.bioxen.api.vm.VmMetrics;
import org.bioxen.api.vm.VmSpec;
import org.bioxen.api.vm.VmState;
import org.bioxen.spi.backend.LuaBackend;
import org.junit.After;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.SynchronousConfigurationListener;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class VmServicesIT {
    @Inject
    private BundleContext context;

    @Inject
    private VmManager manager;

    @Inject
    private CommandProcessor gogo;

    @Configuration
    public Option[] container() {
        return options(Distribution.bundles());
    }

    @After
    public void closeVms() throws Exception {
        manager.list().forEach(vm -> manager.terminate(vm.id()));
        bundle("org.bioxen.core.luaj").start();
        bundle("org.bioxen.core.process").start();
    }

    private Bundle bundle(String name) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no bundle " + name));
    }

    private static VmSpec trusted(String id) {
        return VmSpec.named(id).level(SandboxLevel.TRUSTED).build();
    }

    private static VmSpec trusted(String id, String backend) {
        return VmSpec.named(id).level(SandboxLevel.TRUSTED).backend(backend).build();
    }

    // ------------------------------------------------------------ services

    @Test
    public void everyBundleIsActive() {
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
                assertEquals(bundle.getSymbolicName(), Bundle.ACTIVE, bundle.getState());
            }
        }
    }

    @Test
    public void bothBackendsArePublishedWithNameAndRanking() throws Exception {
        ServiceReference<LuaBackend> luaj = Await.reference(context, LuaBackend.class, "(bioxen.backend=luaj)");
        ServiceReference<LuaBackend> process = Await.reference(context, LuaBackend.class, "(bioxen.backend=process)");
        assertTrue("the embedded backend is preferred", luaj.compareTo(process) > 0);
        List<String> names = manager.backends().stream().map(BackendInfo::name).toList();
        assertEquals(List.of("luaj", "process"), names);
        BackendInfo embedded = manager.backends().get(0);
        assertEquals(Set.of(SandboxLevel.TRUSTED, SandboxLevel.CONSTRAINED, SandboxLevel.ISOLATED), embedded.levels());
    }

    @Test
    public void theManagerIsABundleScopedService() throws Exception {
        ServiceReference<VmManager> reference = Await.reference(context, VmManager.class, "(objectClass=*)");
        assertEquals(Constants.SCOPE_BUNDLE, reference.getProperty(Constants.SERVICE_SCOPE));
    }

    @Test
    public void aChunkRunsOnEachBackendAndKeepsItsState() {
        for (String backend : List.of("luaj", "process")) {
            Vm vm = manager.create(trusted("state-" + backend, backend));
            vm.execute("x = 40").orThrow();
            ExecutionResult result = vm.execute("return x + 2");
            assertEquals("42\n", result.stdout());
            assertEquals(List.of(LuaValue.of(42)), result.values());
        }
    }

    @Test
    public void aScriptIsATextAFileOrAStreamWithArgumentsAndStandardInput() throws Exception {
        String source = "local a, b = ... return a .. b .. io.read()";
        Path file = Files.createTempFile("bioxen-script", ".lua");
        try {
            Files.writeString(file, source);
            for (String backend : List.of("luaj", "process")) {
                Vm vm = manager.create(trusted("sources-" + backend, backend));
                InputStream stream = new ByteArrayInputStream(source.getBytes(StandardCharsets.UTF_8));
                for (Script script : List.of(Script.of(source), Script.file(file), Script.stream(stream, "=stream"))) {
                    Script called = script.withArguments("AC", "GT");
                    ExecutionResult done = vm.execute(called, input("TATA\n"));
                    ExecutionResult later = vm.submit(called, input("CAT\n"))
                            .await(Duration.ofSeconds(10))
                            .orElseThrow();
                    assertEquals(backend, List.of(LuaValue.of("ACGTTATA")), done.values());
                    assertEquals(backend, List.of(LuaValue.of("ACGTCAT")), later.values());
                }
            }
        } finally {
            Files.delete(file);
        }
    }

    private static ExecutionOptions input(String text) {
        return ExecutionOptions.builder().standardInput(text).build();
    }

    @Test
    public void anUntrustedVmComesFromTheBackendThatKeepsItOrFromNone() {
        VmSpec spec = VmSpec.named("strict").level(SandboxLevel.UNTRUSTED).build();
        boolean kept = manager.backends().stream()
                .filter(backend -> backend.name().equals("process"))
                .anyMatch(backend -> backend.levels().contains(SandboxLevel.UNTRUSTED));
        if (kept) {
            ExecutionResult result = manager.create(spec).execute("return (io.open('/etc/passwd')), 2 + 2");
            assertEquals(List.of(LuaValue.nil(), LuaValue.of(4)), result.values());
        } else {
            PolicyNotEnforceableException refused =
                    assertThrows(PolicyNotEnforceableException.class, () -> manager.create(spec));
            assertTrue(refused.getMessage(), refused.getMessage().contains("luaj"));
            assertTrue(refused.getMessage(), refused.getMessage().contains("process"));
        }
    }

    @Test
    public void aVmIsConstrainedUnlessItsSpecSaysOtherwise() {
        Vm vm = manager.create(VmSpec.named("careful").build());

        assertEquals(SandboxLevel.CONSTRAINED, vm.spec().level());
        assertEquals(
                List.of(LuaValue.nil(), LuaValue.nil()),
                vm.execute("return os.getenv('PATH'), (io.open('/etc/passwd'))").values());
    }

    @Test
    public void aLoopIsStoppedOnEachBackendAndTheVmGoesOn() {
        ExecutionOptions short_ =
                ExecutionOptions.builder().timeout(Duration.ofMillis(200)).build();
        for (String backend : List.of("luaj", "process")) {
            Vm vm = manager.create(trusted("loop-" + backend, backend));
            assertEquals(
                    backend,
                    Outcome.TIMED_OUT,
                    vm.execute(Script.of("while true do end"), short_).outcome());
            assertEquals(backend, "ok\n", vm.execute("return 'ok'").stdout());
        }
    }

    // ------------------------------------------------------------ ownership

    @Test
    public void whatABundleMadeIsClosedWhenItStopsExceptThePersistent() throws Exception {
        Bundle consumer = EmptyBundle.install(context, "org.bioxen.itests.consumer");
        BundleContext its = consumer.getBundleContext();
        VmManager theirs = its.getService(its.getServiceReference(VmManager.class));
        Vm mortal = theirs.create(trusted("mortal"));
        Vm persistent = theirs.create(VmSpec.named("persistent")
                .level(SandboxLevel.TRUSTED)
                .persistent(true)
                .build());
        Vm mine = manager.create(trusted("mine"));
        Execution running = mortal.submit("while true do end");

        consumer.uninstall();

        assertEquals(
                Outcome.VM_LOST,
                running.await(Duration.ofSeconds(10)).orElseThrow().outcome());
        assertEquals(VmState.TERMINATED, mortal.state());
        assertEquals("7\n", persistent.execute("return 7").stdout());
        assertEquals("8\n", mine.execute("return 8").stdout());
    }

    // ------------------------------------------------------------ dynamics

    @Test
    public void aStoppedBackendSuspendsItsVmsAndNewOnesGoToTheOther() throws Exception {
        Vm old = manager.create(trusted("old"));
        assertEquals("luaj", old.info().backend().orElseThrow());
        old.execute("x = 1").orThrow();

        bundle("org.bioxen.core.luaj").stop();
        assertEquals(VmState.SUSPENDED, old.state());
        Vm next = manager.create(trusted("next"));
        assertEquals("process", next.info().backend().orElseThrow());

        bundle("org.bioxen.core.luaj").start();
        Await.service(context, LuaBackend.class, "(bioxen.backend=luaj)");
        ExecutionResult result = old.execute("return x");
        assertEquals(StateAfter.RESET, result.stateAfter());
        assertEquals(List.of(LuaValue.nil()), result.values());
    }

    @Test
    public void whatRunsWhenItsBackendStopsEndsWithAnOutcome() throws Exception {
        for (String backend : List.of("luaj", "process")) {
            Vm vm = manager.create(trusted("busy-" + backend, backend));
            CountDownLatch begun = new CountDownLatch(1);
            Execution running = vm.submit(
                    Script.of("print('begun') while true do end"),
                    ExecutionOptions.builder()
                            .outputListener((stream, bytes) -> begun.countDown())
                            .build());
            assertTrue(begun.await(10, TimeUnit.SECONDS));
            bundle("org.bioxen.core." + backend).stop();
            assertEquals(
                    backend,
                    Outcome.VM_LOST,
                    running.await(Duration.ofSeconds(10)).orElseThrow().outcome());
        }
    }

    private void update(String name) throws Exception {
        Bundle bundle = bundle(name);
        try (InputStream jar = new URL(bundle.getLocation()).openStream()) {
            bundle.update(jar);
        }
    }

    @Test
    public void aScriptThatRunsWhileItsBackendIsUpdatedFinishesIfItCanAndTheNextSaysReset() throws Exception {
        Vm brief = manager.create(trusted("brief", "luaj"));
        Vm endless = manager.create(trusted("endless", "luaj"));
        CountDownLatch begun = new CountDownLatch(2);
        ExecutionOptions heard = ExecutionOptions.builder()
                .outputListener((stream, bytes) -> begun.countDown())
                .build();
        Execution finishes = brief.submit(
                Script.of("print('begun') local t = os.clock() while os.clock() - t < 0.1 do end return 'finished'"),
                heard);
        Execution isLost = endless.submit(Script.of("print('begun') while true do end"), heard);
        assertTrue(begun.await(10, TimeUnit.SECONDS));

        update("org.bioxen.core.luaj");

        ExecutionResult finished = finishes.await(Duration.ofSeconds(10)).orElseThrow();
        assertEquals(List.of(LuaValue.of("finished")), finished.values());
        assertEquals(
                Outcome.VM_LOST,
                isLost.await(Duration.ofSeconds(10)).orElseThrow().outcome());
        for (Vm vm : List.of(brief, endless)) {
            ExecutionResult next = vm.execute("return 6 * 7");
            assertEquals("42\n", next.stdout());
            assertEquals(StateAfter.RESET, next.stateAfter());
        }
    }

    /** Configures the manager; when this returns the configuration has been told to everybody. */
    private org.osgi.service.cm.Configuration configure(Map<String, Object> properties) throws Exception {
        ConfigurationAdmin admin =
                context.getService(Await.reference(context, ConfigurationAdmin.class, "(objectClass=*)"));
        CountDownLatch changed = new CountDownLatch(1);
        ServiceRegistration<SynchronousConfigurationListener> listener = context.registerService(
                SynchronousConfigurationListener.class, event -> changed.countDown(), new Hashtable<>());
        org.osgi.service.cm.Configuration configuration = admin.getConfiguration("org.bioxen.core.session", "?");
        configuration.update(new Hashtable<>(properties));
        assertTrue(changed.await(10, TimeUnit.SECONDS));
        listener.unregister();
        return configuration;
    }

    @Test
    public void aBackendBesideTheOldUnderAGreaterVersionTakesNewVmsAndTheOldKeepsItsOwn() throws Exception {
        Bundle present = bundle("org.bioxen.core.luaj");
        Vm old = manager.create(trusted("old", "luaj"));
        old.execute("x = 1").orThrow();
        Bundle update = NewerBundle.install(context, present);
        try {
            update.start();
            Await.reference(
                    context,
                    LuaBackend.class,
                    "(&(bioxen.backend=luaj)(service.bundleid=" + update.getBundleId() + "))");
            Vm next = manager.create(trusted("next", "luaj"));
            next.execute("x = 2").orThrow();
            assertEquals(List.of(LuaValue.of(1)), old.execute("return x").values());

            present.stop();

            assertEquals(VmState.SUSPENDED, old.state());
            assertEquals(List.of(LuaValue.of(2)), next.execute("return x").values());
            assertEquals(StateAfter.RESET, old.execute("return x").stateAfter());
        } finally {
            update.uninstall();
        }
    }

    @Test
    public void aHundredLoopsWithALongLimitKeepNoOtherVmFromAnswering() throws Exception {
        CountDownLatch begun = new CountDownLatch(100);
        ExecutionOptions long_ = ExecutionOptions.builder()
                .timeout(Duration.ofMinutes(10))
                .outputListener((stream, bytes) -> begun.countDown())
                .build();
        List<Vm> loops = manager.group("loop", 100, VmSpec.builder().build()).vms();
        loops.forEach(vm -> vm.submit(Script.of("print('begun') while true do end"), long_));
        assertTrue(begun.await(60, TimeUnit.SECONDS));

        Execution answer = manager.create(VmSpec.named("answering").build()).submit("return 6 * 7");

        assertEquals(
                List.of(LuaValue.of(42)),
                answer.await(Duration.ofSeconds(30)).orElseThrow().values());
        assertEquals(
                100, loops.stream().filter(vm -> vm.state() == VmState.RUNNING).count());
    }

    @Test
    public void scriptsThatWaitForAChildProcessKeepNoOtherFromRunning() throws Exception {
        org.osgi.service.cm.Configuration configuration = configure(Map.of("threads", 1));
        try {
            for (String backend : List.of("luaj", "process")) {
                CountDownLatch begun = new CountDownLatch(1);
                Execution waits = manager.create(trusted("waits-" + backend, backend))
                        .submit(
                                Script.of("print('begun') return os.execute('sleep 60')"),
                                ExecutionOptions.builder()
                                        .outputListener((stream, bytes) -> begun.countDown())
                                        .build());
                assertTrue(begun.await(10, TimeUnit.SECONDS));
                Execution other =
                        manager.create(trusted("other-" + backend, backend)).submit("return 2");
                assertEquals(
                        backend,
                        List.of(LuaValue.of(2)),
                        other.await(Duration.ofSeconds(10)).orElseThrow().values());
                assertFalse(waits.isDone());
                assertTrue(waits.interrupt());
                assertEquals(
                        Outcome.INTERRUPTED,
                        waits.await(Duration.ofSeconds(10)).orElseThrow().outcome());
            }
        } finally {
            configuration.delete();
        }
    }

    @Test
    public void aChangedConfigurationCostsNoVm() throws Exception {
        Vm vm = manager.create(trusted("stays"));
        vm.execute("x = 1").orThrow();
        Bundle session = bundle("org.bioxen.core.session");
        org.osgi.service.cm.Configuration configuration = configure(Map.of("pending.per.vm", 7, "drain.timeout", "1s"));
        try {
            assertEquals(Bundle.ACTIVE, session.getState());
            assertEquals(VmState.IDLE, vm.state());
            assertEquals(List.of(LuaValue.of(1)), vm.execute("return x").values());
        } finally {
            configuration.delete();
        }
    }

    @Test
    public void everyStateChangeIsAnEvent() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        ServiceRegistration<EventHandler> handler = context.registerService(
                EventHandler.class,
                event -> {
                    if ("eventful".equals(event.getProperty(VmEvents.VM))) {
                        heard.add(event.getTopic());
                    }
                },
                new Hashtable<>(Map.of(EventConstants.EVENT_TOPIC, VmEvents.ALL_TOPICS)));
        try {
            Vm vm = manager.create(trusted("eventful"));
            vm.execute("return 1").orThrow();
            vm.close();
            for (VmState state :
                    List.of(VmState.STARTING, VmState.IDLE, VmState.RUNNING, VmState.IDLE, VmState.TERMINATED)) {
                assertEquals(VmEvents.topic(state), heard.poll(10, TimeUnit.SECONDS));
            }
        } finally {
            handler.unregister();
        }
    }

    @Test
    public void whatThePlatformDoesIsCounted() throws Exception {
        VmMetrics metrics = Await.service(context, VmMetrics.class, "(objectClass=*)");
        long before = metrics.totals().accepted();
        manager.create(trusted("counted")).execute("return 1").orThrow();
        assertEquals(before + 1, metrics.totals().accepted());
        assertTrue(metrics.totals().enginesOpen() >= 1);
    }

    // ------------------------------------------------------------ shell

    private String shell(String script) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
                CommandSession session = gogo.createSession(new ByteArrayInputStream(new byte[0]), stream, stream)) {
            Object result = session.execute(script);
            if (result != null) {
                stream.println(session.format(result, org.apache.felix.service.command.Converter.INSPECT));
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    public void commandsMakeUseAndEndVms() throws Exception {
        Await.service(context, Object.class, "(&(osgi.command.scope=vm)(osgi.command.function=exec))");
        shell("vm:create --level trusted lab");
        assertTrue(shell("vm:exec lab 'x = 40'").isBlank());
        assertTrue(shell("vm:exec lab 'x + 2'").contains("42"));
        assertTrue(shell("vm:list").contains("lab"));
        assertTrue(shell("vm:backends").contains("process"));
        shell("vm:terminate lab");
        assertFalse(manager.find("lab").isPresent());
    }
}
