// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.bioxen.api.vm.LuaValue;
import org.bioxen.api.vm.PolicyNotEnforceableException;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.api.vm.StateAfter;
import org.bioxen.api.vm.Vm;
import org.bioxen.api.vm.VmSpec;
import org.bioxen.api.vm.VmState;
import org.bioxen.spi.backend.MissingBackend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which of several backends a new VM gets: an update beside the old one takes over, and takes nothing away. */
@Timeout(30)
class BackendChoiceTest {
    private final ScriptedBackend old = new ScriptedBackend("lua", "5.4");
    private final ScriptedBackend update = new ScriptedBackend("lua", "5.4");
    private Platform platform;

    @BeforeEach
    void startPlatform() throws Exception {
        platform = new Platform(Map.of());
    }

    @AfterEach
    void stopPlatform() throws Exception {
        platform.close();
        assertThat(old.open.get() + update.open.get()).as("engines left open").isZero();
    }

    private Vm create(String id) {
        return platform.manager.create(
                VmSpec.named(id).level(SandboxLevel.TRUSTED).build());
    }

    @Test
    void anUpdateBesideTheOldTakesNewVmsAtOnceAndTheOldKeepsItsOwnUntilItGoes() throws Exception {
        platform.register(old, 10, "1.0.0");
        Vm before = create("before");
        before.execute("count");

        platform.register(update, 10, "1.1.0");
        Vm after = create("after");
        after.execute("count");

        assertThat(old.engines).hasSize(1);
        assertThat(update.engines).hasSize(1);
        assertThat(before.execute("count").values()).containsExactly(LuaValue.of(2));
        assertThat(before.execute("count").stateAfter()).isEqualTo(StateAfter.KEPT);

        platform.unregister(old);
        assertThat(before.state()).isEqualTo(VmState.SUSPENDED);
        assertThat(after.state()).isEqualTo(VmState.IDLE);
        assertThat(before.execute("count").stateAfter()).isEqualTo(StateAfter.RESET);
        assertThat(update.engines).hasSize(2);
    }

    @Test
    void theNewerBundleIsTakenAlsoIfItWasThereFirst() throws Exception {
        platform.register(update, 10, "1.10.0");
        platform.register(old, 10, "1.9.0");
        create("a");
        assertThat(update.engines).hasSize(1);
    }

    @Test
    void ofTwoServicesOfOneVersionTheNewerIsTaken() {
        platform.register(old, 10);
        platform.register(update, 10);
        create("a");
        assertThat(update.engines).hasSize(1);
    }

    @Test
    void aHigherRankingCountsForMoreThanANewerVersion() throws Exception {
        platform.register(old, 20, "1.0.0");
        platform.register(update, 10, "2.0.0");
        create("a");
        assertThat(old.engines).hasSize(1);
    }

    @Test
    void ofEquallyRankedNamesTheOneThatCameFirstIsTakenWhateverItsVersion() throws Exception {
        ScriptedBackend other = new ScriptedBackend("another", "5.4");
        platform.register(old, 10, "1.0.0");
        platform.register(other, 10, "9.0.0");
        platform.register(update, 10, "1.1.0");
        create("a");
        assertThat(update.engines).hasSize(1);
    }

    @Test
    void whatIsMissingIsListedWithThoseThatRefuse() {
        platform.register(old, 10);
        platform.host.addMissing(new MissingBackend() {
            @Override
            public String name() {
                return "strict";
            }

            @Override
            public String reason() {
                return "no interpreter is installed; install lua5.4";
            }
        });
        assertThatThrownBy(() -> platform.manager.create(
                        VmSpec.builder().level(SandboxLevel.UNTRUSTED).build()))
                .isInstanceOf(PolicyNotEnforceableException.class)
                .hasMessageContaining("lua keeps trusted at most, not untrusted")
                .hasMessageContaining("strict is not there: no interpreter is installed; install lua5.4");
    }
}
