// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Annotation;
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

    private record Configured(
            String[] search_path, String[] executables, long start_timeout, long stop_grace, int warm_pool)
            implements ProcessBackendComponent.Config {
        static Configured looking(String... directories) {
            return new Configured(directories, new String[0], 5000, 500, 1);
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return ProcessBackendComponent.Config.class;
        }
    }

    @Test
    void backendIsPublishedWhereThereIsAnInterpreter() {
        Lab.required(Lab.has("lua5.4"), "lua5.4 is not installed on this machine");

        ProcessBackendComponent component = new ProcessBackendComponent(context, Configured.looking());

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
        ProcessBackendComponent component = new ProcessBackendComponent(context, Configured.looking(empty.toString()));

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
        ProcessBackendComponent component = new ProcessBackendComponent(context, Configured.looking(empty.toString()));

        component.publish(Configured.looking());
        LuaBackend found = context.getService(context.getServiceReference(LuaBackend.class));
        var engine = (ProcessEngine)
                found.start(EngineSpec.builder(SandboxLevel.TRUSTED).build());
        component.publish(new Configured(
                new String[] {empty.toString()},
                new String[] {Lab.executable("lua5.4").toString()},
                5000,
                500,
                1));

        assertThat(context.getServiceReference(MissingBackend.class)).isNull();
        assertThat(found.descriptor().interpreters()).hasSize(1);
        assertThat(Lab.texts(Lab.run(engine, "return 'here'"))).containsExactly("here");

        component.publish(Configured.looking(empty.toString()));

        assertThat(context.getServiceReference(LuaBackend.class)).isNull();
        assertThat(context.getServiceReference(MissingBackend.class)).isNotNull();
        assertThat(Lab.isLive(engine.pid())).isFalse();
        component.withdraw();
    }
}
