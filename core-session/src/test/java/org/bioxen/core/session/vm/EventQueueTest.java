// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.Rebind;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.api.vm.Vm;
import org.bioxen.api.vm.VmEvents;
import org.bioxen.api.vm.VmSpec;
import org.bioxen.api.vm.VmState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

@Timeout(30)
class EventQueueTest {
    private final ScriptedBackend backend = new ScriptedBackend("scripted", "5.4");
    private final BlockingQueue<StateChange> heard = new LinkedBlockingQueue<>();
    private Platform platform;

    @BeforeEach
    void startPlatform() throws Exception {
        platform = new Platform(Map.of());
        platform.register(backend, 1);
    }

    @AfterEach
    void stopPlatform() throws Exception {
        platform.close();
    }

    private Vm create(Rebind rebind) {
        return platform.manager.create(VmSpec.named("a")
                .level(SandboxLevel.TRUSTED)
                .rebind(rebind)
                .label("team", "blue")
                .build());
    }

    private List<VmState> next(int count) throws InterruptedException {
        List<VmState> states = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StateChange change = heard.poll(10, TimeUnit.SECONDS);
            assertThat(change).as("change %d of %d", i + 1, count).isNotNull();
            states.add(change.state());
        }
        return states;
    }

    @Test
    void everyChangeIsToldInItsOrder() throws Exception {
        platform.host.addSink(event -> heard.add((StateChange) event));
        Vm vm = create(Rebind.SAME_VERSION);
        assertThat(next(2)).containsExactly(VmState.STARTING, VmState.IDLE);
        vm.execute("count");
        assertThat(next(2)).containsExactly(VmState.RUNNING, VmState.IDLE);
        platform.unregister(backend);
        assertThat(next(1)).containsExactly(VmState.SUSPENDED);
        platform.register(backend, 1);
        vm.execute("count");
        assertThat(next(2)).containsExactly(VmState.RUNNING, VmState.IDLE);
        vm.close();
        assertThat(next(1)).containsExactly(VmState.TERMINATED);
    }

    @Test
    void aLostVmIsToldWithTheReason() throws Exception {
        Vm vm = create(Rebind.NEVER);
        platform.host.addSink(event -> heard.add((StateChange) event));
        vm.execute("die");
        assertThat(next(1)).containsExactly(VmState.RUNNING);
        StateChange lost = heard.poll(10, TimeUnit.SECONDS);
        assertThat(lost.state()).isEqualTo(VmState.LOST);
        assertThat(lost.remark()).contains("the interpreter died");
    }

    @Test
    void aSinkThatHangsHoldsNoVmUp() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        platform.host.addSink(event -> {
            try {
                release.await();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        });
        Vm vm = create(Rebind.SAME_VERSION);
        for (int i = 0; i < 6000; i++) {
            assertThat(vm.execute("count").outcome()).isEqualTo(Outcome.COMPLETED);
        }
        assertThat(platform.host.metrics().eventsDropped()).isPositive();
        release.countDown();
    }

    @Test
    void aSinkThatThrowsHearsTheNextAllTheSame() throws Exception {
        platform.host.addSink(event -> {
            heard.add((StateChange) event);
            throw new IllegalStateException("a bug of the sink");
        });
        create(Rebind.SAME_VERSION);
        assertThat(next(2)).containsExactly(VmState.STARTING, VmState.IDLE);
    }

    @Test
    void anEventSaysWhichVmCameIntoWhichStateAndWhy() {
        List<Event> posted = new ArrayList<>();
        EventAdmin admin = new EventAdmin() {
            @Override
            public void postEvent(Event event) {
                posted.add(event);
            }

            @Override
            public void sendEvent(Event event) {
                throw new AssertionError("VMs do not wait for listeners");
            }
        };
        new EventAdminPublisher(admin)
                .accept(new StateChange(
                        "a",
                        Optional.of(VmState.IDLE),
                        VmState.SUSPENDED,
                        Optional.of("luaj"),
                        Optional.of("backend 'luaj' went away"),
                        Map.of("team", "blue"),
                        Duration.ofDays(1).toMillis()));
        Event event = posted.get(0);
        assertThat(event.getTopic()).isEqualTo("org/bioxen/vm/SUSPENDED");
        assertThat(event.getProperty(VmEvents.VM)).isEqualTo("a");
        assertThat(event.getProperty(VmEvents.STATE)).isEqualTo("SUSPENDED");
        assertThat(event.getProperty(VmEvents.PREVIOUS_STATE)).isEqualTo("IDLE");
        assertThat(event.getProperty(VmEvents.BACKEND)).isEqualTo("luaj");
        assertThat(event.getProperty(VmEvents.REMARK)).isEqualTo("backend 'luaj' went away");
        assertThat(event.getProperty(VmEvents.LABEL_PREFIX + "team")).isEqualTo("blue");
        assertThat(event.getProperty(VmEvents.TIMESTAMP)).isEqualTo(86_400_000L);
    }
}
