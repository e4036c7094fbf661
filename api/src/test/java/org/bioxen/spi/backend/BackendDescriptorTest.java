// SPDX-License-Identifier: Apache-2.0
package org.bioxen.spi.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Set;
import org.bioxen.api.vm.SandboxLevel;
import org.junit.jupiter.api.Test;

class BackendDescriptorTest {
    @Test
    void newBackendClaimsTheLeast() {
        BackendDescriptor descriptor = BackendDescriptor.builder("mine", "Engine 1.0")
                .luaVersions("5.4")
                .build();

        assertThat(descriptor.levels()).containsExactly(SandboxLevel.TRUSTED);
        assertThat(descriptor.enforcements()).isEmpty();
        assertThat(descriptor.networked()).isFalse();
        assertThat(descriptor.executablesByPath()).isFalse();
        assertThat(descriptor.evaluationStackBytes()).isZero();
        assertThat(descriptor).hasToString("mine (Engine 1.0)");
    }

    @Test
    void versionsFollowFromTheInterpretersInTheirOrder() {
        BackendDescriptor descriptor = BackendDescriptor.builder("mine", "lua")
                .interpreters(List.of(
                        new BackendDescriptor.Interpreter("lua5.4", "5.4", "Lua 5.4.4"),
                        new BackendDescriptor.Interpreter("lua5.1", "5.1", "Lua 5.1.5"),
                        new BackendDescriptor.Interpreter("luajit", "5.1", "LuaJIT 2.1")))
                .build();

        assertThat(descriptor.luaVersions()).containsExactly("5.4", "5.1");
    }

    @Test
    void backendWithoutVersionOrLevelIsNone() {
        assertThatIllegalStateException()
                .isThrownBy(() -> BackendDescriptor.builder("mine", "e").build());
        assertThatIllegalStateException().isThrownBy(() -> BackendDescriptor.builder("mine", "e")
                .luaVersions("5.4")
                .levels(Set.of())
                .build());
    }
}
