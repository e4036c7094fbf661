// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.spi.backend.EngineSpec;
import org.bioxen.spi.backend.LuaBackend;
import org.bioxen.spi.backend.MissingBackend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** What the component publishes, in a real framework. */
class ProcessBackendComponentTest {
    @TempDir
    Path storage;

    @TempDir
    Path empty;

    private Framework framework;
    private BundleContext context;

    @BeforeEach
    void startFramework() throws Exception {
        FrameworkFactory factory =
                ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow();
        framework = factory.newFramework(Map.of(Constants.FRAMEWORK_STORAGE, storage.toString()));
        framework.start();
        context = framework.getBundleContext();
    }

    @AfterEach
    void stopFramework() throws Exception {
        framework.stop();
        framework.waitForStop(Lab.PATIENCE.toMillis());
    }

    private static Map<String, Object> looking(String... directories) {
        return Map.of("search.path", directories, "warm.pool", 1);
    }

    @Test
    void backendIsPublishedWhereThereIsAnInterpreter() {
        Lab.required(Lab.has("lua5.4"), "lua5.4 is not installed on this machine");

        ProcessBackendComponent component = new ProcessBackendComponent(context, looking());

        ServiceReference<LuaBackend> reference = context.getServiceReference(LuaBackend.class);
        assertThat(reference.getProperty(LuaBackend.NAME)).isEqualTo("process");
        assertThat(reference.getProperty(Constants.SERVICE_RANKING)).isEqualTo(50);
        assertThat(context.getService(reference).descriptor().name()).isEqualTo("process");
        assertThat(context.getService(reference)
                        .descriptor()
                        .interpreters()
                        .get(0)
                        .name())
                .isEqualTo("lua5.4");
        component.withdraw();
        assertThat(context.getServiceReference(LuaBackend.class)).isNull();
    }

    @Test
    void whatIsMissingIsPublishedWhereThereIsNone() {
        ProcessBackendComponent component = new ProcessBackendComponent(context, looking(empty.toString()));

        ServiceReference<MissingBackend> reference = context.getServiceReference(MissingBackend.class);
        assertThat(context.getServiceReference(LuaBackend.class)).isNull();
        assertThat(context.getService(reference).name()).isEqualTo("process");
        assertThat(context.getService(reference).reason())
                .hasLineCount(1)
                .contains("no Lua interpreter was found in", empty.toString(), "install lua5.4");
        component.withdraw();
        assertThat(context.getServiceReference(MissingBackend.class)).isNull();
    }

    @Test
    void changedConfigurationIsLookedAtAndEnginesStayWhileThereIsABackend() {
        Lab.required(Lab.has("lua5.4"), "lua5.4 is not installed on this machine");
        ProcessBackendComponent component = new ProcessBackendComponent(context, looking(empty.toString()));

        component.publish(looking());
        LuaBackend found = context.getService(context.getServiceReference(LuaBackend.class));
        var engine = (ProcessEngine)
                found.start(EngineSpec.builder(SandboxLevel.TRUSTED).build());
        component.publish(Map.of(
                "search.path",
                empty.toString(),
                "executables",
                Lab.executable("lua5.4").toString()));

        assertThat(context.getServiceReference(MissingBackend.class)).isNull();
        assertThat(found.descriptor().interpreters()).hasSize(1);
        assertThat(Lab.texts(Lab.run(engine, "return 'here'"))).containsExactly("here");

        component.publish(looking(empty.toString()));

        assertThat(context.getServiceReference(LuaBackend.class)).isNull();
        assertThat(context.getServiceReference(MissingBackend.class)).isNotNull();
        assertThat(Lab.isLive(engine.pid())).isFalse();
        component.withdraw();
    }

    @Test
    void whatMakesNoSenseLeavesTheBackendAsItWas() {
        Lab.required(Lab.has("lua5.4"), "lua5.4 is not installed on this machine");
        ProcessBackendComponent component = new ProcessBackendComponent(context, looking());
        LuaBackend found = context.getService(context.getServiceReference(LuaBackend.class));

        component.publish(Map.of(
                "search.path",
                "/nowhere/at/all",
                "executables",
                "garbage",
                "start.timeout",
                -1,
                "warm.pool",
                1_000_000));

        assertThat(context.getService(context.getServiceReference(LuaBackend.class)))
                .isSameAs(found);
        assertThat(found.descriptor().interpreters().get(0).name()).isEqualTo("lua5.4");
        component.withdraw();
    }
}
