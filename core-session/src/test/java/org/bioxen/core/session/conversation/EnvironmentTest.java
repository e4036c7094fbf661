// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.bioxen.api.session.Attachment;
import org.bioxen.api.session.InteractiveSessionException;
import org.bioxen.api.session.SessionManager;
import org.bioxen.api.vm.ExecutionResult;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.PolicyNotEnforceableException;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.api.vm.Script;
import org.bioxen.api.vm.StateAfter;
import org.bioxen.api.vm.Vm;
import org.bioxen.api.vm.VmAlreadyExistsException;
import org.bioxen.api.vm.VmManager;
import org.bioxen.api.vm.VmManagerException;
import org.bioxen.api.vm.VmSpec;
import org.bioxen.core.session.conversation.FolderEnvironments.Content;
import org.bioxen.spi.environment.EnvironmentSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.ServiceRegistration;

/** VMs and sessions that find packages in environments, on the real backends. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class EnvironmentTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private SessionRuntime runtime;
    private SessionManager sessions;
    private VmManager vms;
    private FolderEnvironments environments;
    private ServiceRegistration<EnvironmentSource> registration;

    @BeforeAll
    void startRuntime() throws Exception {
        runtime = new SessionRuntime();
        sessions = runtime.sessions();
        vms = runtime.vms();
    }

    @BeforeEach
    void publishEnvironments() {
        environments = new FolderEnvironments()
                .add("lab", new Content("5.2", Optional.empty(), Map.of("tool", "return {name = 'lab', where = ...}")))
                .add(
                        "field",
                        new Content(
                                "5.2", Optional.empty(), Map.of("tool", "return {name = 'field'}", "more", "return 7")))
                .add("modern", new Content("5.4", Optional.empty(), Map.of("tool", "return {name = 'modern'}")))
                .add("strict", new Content("5.4", Optional.of("5.4"), Map.of("tool", "return {name = 'strict'}")));
        registration = runtime.context().registerService(EnvironmentSource.class, environments, null);
    }

    @AfterEach
    void nothingIsLeftOpen() {
        vms.list().forEach(info -> vms.terminate(info.id()));
        assertThat(environments.open()).isZero();
        if (registration != null) {
            registration.unregister();
        }
    }

    @AfterAll
    void stopRuntime() throws Exception {
        runtime.close();
    }

    private static VmSpec.Builder spec(String environment) {
        return VmSpec.builder().level(SandboxLevel.TRUSTED).environment(environment);
    }

    private static String say(Attachment client, String text) throws InterruptedException {
        return client.evaluate(text, SOON).orElseThrow().stdout();
    }

    @ParameterizedTest
    @ValueSource(strings = {"luaj", "process"})
    void scriptsFindThePackagesOfTheirEnvironment(String backend) throws Exception {
        runtime.need(backend);
        try (Vm vm = vms.create(spec("lab").backend(backend).build())) {
            ExecutionResult result = vm.execute("local t = require 'tool' print(t.name, t.where, require 'tool' == t)");

            assertThat(result.stdout()).isEqualTo("lab\ttool\ttrue\n");
            assertThat(vm.execute("require 'more'").outcome()).isEqualTo(Outcome.SCRIPT_ERROR);
            assertThat(environments.open()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"luaj", "process"})
    void onlyTrustedScriptsAreToldWhereAModuleLies(String backend) throws Exception {
        runtime.need(backend);
        environments.add("own", new Content("5.2", Optional.empty(), Map.of("here", "return (select(2, ...))")));
        String where = "return (require 'here')";
        try (Vm trusted = vms.create(spec("own").backend(backend).build());
                Vm other = vms.create(spec("own")
                        .backend(backend)
                        .level(SandboxLevel.CONSTRAINED)
                        .build())) {
            assertThat(trusted.execute(where).stdout()).isEqualTo("/environments/own/here.lua\n");
            assertThat(other.execute(where).stdout()).isNotEmpty().doesNotContain("/environments");
        }
    }

    @Test
    void anEnvironmentChoosesTheLuaVersionWhereNothingElseDoes() throws Exception {
        runtime.need("process");
        try (Vm implied = vms.create(spec("modern").build());
                Vm named = vms.create(spec("modern").backend("luaj").build());
                Vm kept = vms.create(spec("modern").backend("process").build())) {
            assertThat(implied.execute("return _VERSION").stdout()).isEqualTo("Lua 5.4\n");
            assertThat(kept.execute("return _VERSION").stdout()).isEqualTo("Lua 5.4\n");
            assertThat(named.execute("return _VERSION .. require 'tool'.name").stdout())
                    .isEqualTo("Lua 5.2modern\n");
        }
    }

    @Test
    void aVersionThatNobodyRunsIsRefusedWithWhatItIsFor() {
        environments.add("future", new Content("5.9", Optional.empty(), Map.of()));

        assertThatThrownBy(() -> vms.create(spec("future").build()))
                .isInstanceOf(PolicyNotEnforceableException.class)
                .hasMessageContaining("the environment is for Lua 5.9")
                .hasMessageContaining("name a backend");
    }

    @Test
    void anEngineThatCannotTakeAPackageIsRefusedByTheNameOfThePackage() {
        assertThatThrownBy(() -> vms.create(spec("strict").backend("luaj").build()))
                .isInstanceOf(VmManagerException.class)
                .hasMessage("environment 'strict' cannot be used on backend 'luaj' with Lua 5.2:"
                        + " package strict needs lua == 5.4");
        assertThat(vms.list()).isEmpty();
        assertThat(environments.open()).isZero();
    }

    @Test
    void anEnvironmentThatIsNotThereLeavesNothingBehind() {
        assertThatThrownBy(() -> vms.create(spec("nosuch").build()))
                .isInstanceOf(VmManagerException.class)
                .hasMessage("there is no environment 'nosuch'");
        assertThat(vms.list()).isEmpty();
    }

    @Test
    void aVmThatIsNotMadeLetsItsEnvironmentGo() {
        try (Vm first = vms.create(spec("lab").id("a").build())) {
            assertThatThrownBy(() -> vms.create(spec("lab").id("a").build()))
                    .isInstanceOf(VmAlreadyExistsException.class);
            assertThatThrownBy(() -> vms.create(
                            spec("lab").preload(Script.of("error 'no'")).build()))
                    .isInstanceOf(VmManagerException.class);
            assertThat(environments.open()).isEqualTo(1);
            assertThat(first.execute("return require 'tool'.name").stdout()).isEqualTo("lab\n");
        }
    }

    @Test
    void preloadedScriptsFindPackagesToo() {
        try (Vm vm = vms.create(
                spec("lab").preload(Script.of("tool = require 'tool'")).build())) {
            assertThat(vm.execute("return tool.name").stdout()).isEqualTo("lab\n");
        }
    }

    @Test
    void aVmThatStartsAfreshHasItsEnvironmentAgain() throws Exception {
        try (Vm vm = vms.create(spec("lab").backend("luaj").build())) {
            runtime.bundle("org.bioxen.core.luaj").stop();
            runtime.bundle("org.bioxen.core.luaj").start();

            ExecutionResult result = vm.execute("return require 'tool'.name");

            assertThat(result.stateAfter()).isEqualTo(StateAfter.RESET);
            assertThat(result.stdout()).isEqualTo("lab\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"luaj", "process"})
    void aSessionChangesItsEnvironmentWithTheNextInput(String backend) throws Exception {
        runtime.need(backend);
        try (Attachment client =
                sessions.create(spec("lab").backend(backend).id("s").build())) {
            assertThat(say(client, "x = 1; return require 'tool'.name")).isEqualTo("lab\n");

            client.session().setEnvironment("field");

            assertThat(client.session().info().environment()).contains("field");
            assertThat(say(client, "return x, require 'tool'.name, require 'more'"))
                    .isEqualTo("1\tlab\t7\n");
            assertThat(environments.open()).isEqualTo(1);
        }
    }

    @Test
    void aSessionKeepsItsEnvironmentWhereTheNewOneCannotBe() throws Exception {
        try (Attachment client =
                sessions.create(spec("lab").backend("luaj").id("s").build())) {
            assertThatThrownBy(() -> client.session().setEnvironment("strict"))
                    .isInstanceOf(InteractiveSessionException.class)
                    .hasMessageContaining("session 's' keeps its environment")
                    .hasMessageContaining("package strict needs lua == 5.4");
            assertThatThrownBy(() -> client.session().setEnvironment("nosuch"))
                    .isInstanceOf(InteractiveSessionException.class)
                    .hasMessageContaining("there is no environment 'nosuch'");
            assertThat(client.session().info().environment()).contains("lab");
            assertThat(say(client, "return require 'tool'.name")).isEqualTo("lab\n");
        }
    }

    @Test
    void whatIsChosenSeveralTimesIsOpenOnce() throws Exception {
        try (Attachment client =
                sessions.create(spec("lab").backend("luaj").id("s").build())) {
            for (int i = 0; i < 5; i++) {
                client.session().setEnvironment("lab");
                client.session().setEnvironment("field");
            }
            assertThat(environments.open()).as("the one in use and the next").isEqualTo(2);
            assertThat(say(client, "return require 'more'")).isEqualTo("7\n");
            assertThat(environments.open()).isEqualTo(1);
        }
    }

    @Test
    void aVmGoesOnWhenWhatManagesEnvironmentsHasGone() {
        try (Vm vm = vms.create(spec("lab").backend("luaj").build())) {
            registration.unregister();
            registration = null;

            assertThat(vm.execute("return require 'tool'.name").stdout()).isEqualTo("lab\n");
            assertThatThrownBy(() -> vms.create(spec("lab").build()))
                    .isInstanceOf(VmManagerException.class)
                    .hasMessageContaining("nothing here manages environments");
        }
    }
}
