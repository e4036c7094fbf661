// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was started is in the slot or has been closed, in whatever order things happen. */
@Timeout(30)
class EngineSlotTest {
    private final ScriptedBackend backend = new ScriptedBackend("scripted", "5.4");
    private final EngineSlot slot = new EngineSlot(OwnedEngine::close);
    private static Platform platform;

    /** What may happen while an engine is being started, and after. */
    private enum Step {
        ENGINE_ARRIVES,
        START_FAILS,
        EMPTY,
        SHUT,
        BACKEND_LEAVES
    }

    /** One for all, as each test has a backend of its own. */
    @BeforeAll
    static void startPlatform() throws Exception {
        platform = new Platform(Map.of());
    }

    @AfterAll
    static void stopPlatform() throws Exception {
        platform.close();
    }

    @BeforeEach
    void registerBackend() {
        platform.register(backend, 1);
    }

    @AfterEach
    void unregisterBackend() {
        platform.unregister(backend);
    }

    static Stream<List<Step>> orders() {
        List<List<Step>> orders = new ArrayList<>();
        for (Step start : List.of(Step.ENGINE_ARRIVES, Step.START_FAILS)) {
            permute(new ArrayList<>(), List.of(start, Step.EMPTY, Step.SHUT, Step.BACKEND_LEAVES), orders);
        }
        return orders.stream();
    }

    private static void permute(List<Step> chosen, List<Step> left, List<List<Step>> into) {
        // Every beginning is an order of its own, so that every state is an end.
        if (chosen.contains(Step.ENGINE_ARRIVES) || chosen.contains(Step.START_FAILS)) {
            into.add(List.copyOf(chosen));
        }
        for (Step next : left) {
            List<Step> longer = new ArrayList<>(chosen);
            longer.add(next);
            permute(longer, left.stream().filter(step -> step != next).toList(), into);
        }
    }

    @ParameterizedTest
    @MethodSource("orders")
    void anEngineIsInTheSlotOrClosedInEveryOrder(List<Step> order) throws Exception {
        CountDownLatch starting = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        boolean fails = order.contains(Step.START_FAILS);
        CompletableFuture<Optional<OwnedEngine>> filled = CompletableFuture.supplyAsync(() -> {
            try {
                return slot.fill(() -> {
                    OwnedEngine fresh = platform.engine(backend);
                    starting.countDown();
                    go.await();
                    if (fails) {
                        fresh.close();
                        throw new IllegalStateException("the start fails");
                    }
                    return fresh;
                });
            } catch (InterruptedException impossible) {
                throw new AssertionError(impossible);
            } catch (IllegalStateException failed) {
                return Optional.empty();
            }
        });
        starting.await();
        OwnedEngine registered = platform.enginesOf("scripted").iterator().next();
        for (Step step : order) {
            switch (step) {
                case EMPTY -> slot.empty();
                case SHUT -> slot.shut();
                case BACKEND_LEAVES -> registered.backend().leave();
                default -> {
                    go.countDown();
                    filled.join();
                }
            }
        }
        assertThat(backend.open.get()).isEqualTo(slot.engine().isPresent() ? 1 : 0);
        assertThat(slot.engine().isPresent()).isEqualTo(slot.isOpen());
        assertThat(registered.backend().inUse()).isEqualTo(backend.open.get());
        slot.shut();
        assertThat(backend.open).hasValue(0);
        assertThat(slot.fill(() -> {
                    throw new AssertionError("nothing is started in a slot that is shut");
                }))
                .isEmpty();
    }

    @Test
    void aSecondEngineIsNeverPutOverTheFirst() throws Exception {
        slot.fill(() -> platform.engine(backend));
        assertThatThrownBy(() -> slot.fill(() -> platform.engine(backend))).isInstanceOf(IllegalStateException.class);
        assertThat(backend.open).hasValue(1);
        slot.shut();
        assertThat(backend.open).hasValue(0);
    }
}
