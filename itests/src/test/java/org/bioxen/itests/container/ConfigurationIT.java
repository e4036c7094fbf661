// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.container;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.options;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.Vector;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.inject.Inject;
import org.bioxen.api.logging.LogHistory;
import org.bioxen.api.logging.LogLevel;
import org.bioxen.api.logging.LogQuery;
import org.bioxen.api.logging.LogRecord;
import org.bioxen.api.session.Attachment;
import org.bioxen.api.session.InputResult;
import org.bioxen.api.session.SessionManager;
import org.bioxen.api.vm.LuaValue;
import org.bioxen.api.vm.Script;
import org.bioxen.api.vm.Vm;
import org.bioxen.api.vm.VmManager;
import org.bioxen.api.vm.VmSpec;
import org.bioxen.spi.catalog.CatalogProvider;
import org.bioxen.spi.configuration.ConfigurationCheck;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;

/**
 * Every key of every configuration, as the bundles describe them, set to what makes no sense, to the extreme, and removed while the
 * platform runs: each refusal is told in one line, what was good stays, no component restarts, and VMs and sessions go on. A key that is
 * added later is tested without a change here.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ConfigurationIT {
    private static final String HUGE = "x".repeat(1_000_000);
    private static final String NAME = "walk";

    @Inject
    private BundleContext context;

    @Inject
    private ConfigurationAdmin admin;

    @Inject
    private MetaTypeService types;

    @Inject
    private ServiceComponentRuntime components;

    @Inject
    private LogHistory history;

    @Inject
    private VmManager manager;

    @Inject
    private SessionManager sessions;

    private final BlockingQueue<LogRecord> warnings = new LinkedBlockingQueue<>();
    private final BlockingQueue<ConfigurationEvent> events = new LinkedBlockingQueue<>();

    @org.ops4j.pax.exam.Configuration
    public Option[] container() throws IOException {
        Path etc = new File(System.getProperty("bioxen.runtime"), "../configuration-test/etc").toPath();
        Files.createDirectories(etc);
        return options(
                Distribution.bundles(),
                frameworkProperty("bioxen.mode").value("server"),
                frameworkProperty("bioxen.home").value(System.getProperty("bioxen.runtime")),
                frameworkProperty("bioxen.data")
                        .value(etc.resolveSibling("data").toString()),
                frameworkProperty("bioxen.etc").value(etc.toString()),
                frameworkProperty("felix.fileinstall.dir").value(etc.toString()),
                frameworkProperty("felix.fileinstall.filter").value(".*\\.(cfg|config)"),
                frameworkProperty("felix.fileinstall.poll").value("50"),
                frameworkProperty("felix.fileinstall.enableConfigSave").value("false"));
    }

    /** One key of one configuration, described by its bundle. */
    private record Key(String pid, boolean factory, AttributeDefinition definition, String name) {
        @Override
        public String toString() {
            return pid + " " + name;
        }

        boolean isNumber() {
            return definition.getType() == AttributeDefinition.INTEGER
                    || definition.getType() == AttributeDefinition.LONG;
        }
    }

    @Test
    public void whatMakesNoSenseIsToldAndWhatWasGoodStays() throws Exception {
        Vm vm = manager.create(VmSpec.builder().backend("luaj").id("steady").build());
        vm.execute(Script.of("x = 42"));
        Attachment session =
                sessions.create(VmSpec.builder().backend("luaj").id("talk").build());
        session.evaluate("y = 43", Duration.ofSeconds(10));
        Map<String, List<Key>> keys = keys();
        assertTrue(keys.keySet().toString(), keys.size() >= 8);

        ServiceRegistration<?> told = context.registerService(ConfigurationListener.class, events::add, null);
        AutoCloseable listening = history.listen(
                LogQuery.builder().level(LogLevel.WARN).logger("org.bioxen").build(), warnings::add);
        try {
            for (Map.Entry<String, List<Key>> one : keys.entrySet()) {
                walk(one.getKey(), one.getValue());
            }
            for (Map.Entry<String, List<Key>> one : keys.entrySet()) {
                file(one.getKey(), one.getValue());
            }
        } finally {
            listening.close();
            told.unregister();
        }

        assertEquals(
                List.of(new LuaValue.Int(42)), vm.execute(Script.of("return x")).values());
        InputResult said =
                session.evaluate("assert(y == 43)", Duration.ofSeconds(10)).orElseThrow();
        assertTrue(said.toString(), said.success());
        manager.terminate("steady");
        manager.terminate("talk");
    }

    private Map<String, List<Key>> keys() {
        Map<String, List<Key>> all = new TreeMap<>();
        for (Bundle bundle : context.getBundles()) {
            MetaTypeInformation information = types.getMetaTypeInformation(bundle);
            if (information != null && bundle.getSymbolicName().startsWith("org.bioxen.")) {
                for (String pid : orEmpty(information.getPids())) {
                    all.put(pid, keys(information, pid, false));
                }
                for (String pid : orEmpty(information.getFactoryPids())) {
                    all.put(pid, keys(information, pid, true));
                }
            }
        }
        return all;
    }

    private static List<Key> keys(MetaTypeInformation information, String pid, boolean factory) {
        ObjectClassDefinition type = information.getObjectClassDefinition(pid, null);
        assertFalse(pid, type.getName().isBlank());
        List<Key> keys = new ArrayList<>();
        for (AttributeDefinition definition : type.getAttributeDefinitions(ObjectClassDefinition.ALL)) {
            assertFalse(pid + " " + definition.getID(), definition.getName().isBlank());
            assertNotNull(pid + " " + definition.getID(), definition.getDescription());
            boolean secret = definition.getID().matches(".*(password|token|secret).*");
            assertEquals(definition.getID(), secret, definition.getType() == AttributeDefinition.PASSWORD);
            keys.add(new Key(pid, factory, definition, definition.getID().replace("*", "org.example")));
        }
        return keys;
    }

    private static String[] orEmpty(String[] pids) {
        return pids == null ? new String[0] : pids;
    }

    // ---------------------------------------------------------------- by Config Admin

    private void walk(String pid, List<Key> keys) throws Exception {
        Configuration configuration = configuration(pid, keys);
        Map<String, Object> good = good(keys);
        update(configuration, good);
        awaitThere(keys);
        ConfigurationCheck check = check(pid);
        List<Long> before = active(pid);
        for (Key key : keys) {
            for (Object value : values(key)) {
                Map<String, Object> wanted = new HashMap<>(good);
                wanted.put(key.name(), value);
                List<String> problems = check.problems(pid, wanted);
                assertRefused(key, value, problems);
                warnings.clear();
                change(pid, configuration, wanted, problems);
            }
            update(configuration, good);
            awaitThere(keys);
            Map<String, Object> without = new HashMap<>(good);
            without.remove(key.name());
            List<String> problems = check.problems(pid, without);
            assertEquals(key + " removed", good.containsKey(key.name()) ? 1 : 0, problems.size());
            warnings.clear();
            change(pid, configuration, without, problems);
            awaitThere(keys);
            update(configuration, good);
            awaitThere(keys);
            assertEquals(pid + " after " + key.name(), before, active(pid));
        }
        configuration.delete();
    }

    /**
     * Has a change told. Felix's Declarative Services read the values of a configuration and the count of its changes one after the
     * other, and so may take the later of two changes in one moment for known: then once more.
     */
    private void change(String pid, Configuration configuration, Map<String, Object> values, List<String> problems)
            throws Exception {
        update(configuration, values);
        if (!isTold(pid, problems, 3)) {
            update(configuration, values);
            awaitTold(pid, problems);
        }
    }

    private Configuration configuration(String pid, List<Key> keys) throws IOException {
        return keys.get(0).factory() ? admin.getFactoryConfiguration(pid, NAME, "?") : admin.getConfiguration(pid, "?");
    }

    /** What has to be there: the keys without a default. */
    private static Map<String, Object> good(List<Key> keys) {
        Map<String, Object> good = new HashMap<>();
        for (Key key : keys) {
            if (key.factory() && key.name().equals("id")) {
                good.put("id", id(key.pid()));
            }
            if (key.factory() && key.name().equals("location")) {
                good.put("location", key.pid().endsWith(".http") ? "http://127.0.0.1:9/x" : "/nowhere");
            }
        }
        return good;
    }

    /** What the catalog of a kind of configuration is called here. */
    private static String id(String pid) {
        return NAME + pid.substring(pid.lastIndexOf('.'));
    }

    private static List<Object> values(Key key) {
        List<Object> values = new ArrayList<>(List.of(
                "garbage that is nothing",
                "",
                " ",
                "NaN",
                "-1",
                "0",
                "1.5",
                "\u0000\u001B[31m\n\u202E",
                "ünïcödé 日本",
                HUGE,
                Integer.MIN_VALUE,
                Integer.MAX_VALUE,
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                true,
                'c',
                new String[] {"one", "two"},
                new String[0],
                new int[] {1, 2},
                new Vector<>(List.of("one", "two"))));
        return values;
    }

    private static void assertRefused(Key key, Object value, List<String> problems) {
        String what = key + " set to " + shown(value) + ": " + problems;
        assertTrue(what, problems.stream().allMatch(problem -> problem.startsWith(key.name() + ": ")));
        if (value.equals(HUGE) || value instanceof String text && text.startsWith("\u0000")) {
            assertFalse(what, problems.isEmpty());
        }
        if (key.definition().getCardinality() == 0 && (value.getClass().isArray() || value instanceof Vector)) {
            assertFalse(what, problems.isEmpty());
        }
        if (key.isNumber() && value instanceof String text && !text.isBlank()) {
            // What the metatype says and what the component takes are the same.
            String refused = key.definition().validate(text);
            assertEquals(what, refused != null && !refused.isEmpty(), !problems.isEmpty());
        }
        if (key.isNumber() && (value instanceof Integer || value instanceof Long)) {
            String refused = key.definition().validate(value.toString());
            assertEquals(what, refused != null && !refused.isEmpty(), !problems.isEmpty());
        }
        String[] options = orEmpty(key.definition().getOptionValues());
        if (options.length > 0 && !Arrays.asList(options).contains(value.toString())) {
            assertFalse(what, problems.isEmpty());
        }
        if (key.definition().getType() == AttributeDefinition.BOOLEAN && !(value instanceof Boolean)) {
            assertFalse(what, problems.isEmpty());
        }
    }

    private static String shown(Object value) {
        String text = value instanceof Object[] array ? Arrays.toString(array) : value.toString();
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }

    /** Each problem in a line of its own that also says which configuration it is and what stays. */
    private void awaitTold(String pid, List<String> problems) throws InterruptedException {
        assertTrue(pid + " was not told: " + problems, isTold(pid, problems, 10));
    }

    private boolean isTold(String pid, List<String> problems, int seconds) throws InterruptedException {
        for (String problem : problems) {
            Optional<LogRecord> told = warning(pid + ": " + problem + "; ", seconds);
            if (told.isEmpty()) {
                return false;
            }
            String line = told.get().message();
            assertTrue(line, line.matches(".*; .*(stays|stays unset|counts from when it is right)"));
            assertTrue(line, line.length() < 700 && line.chars().noneMatch(Character::isISOControl));
            assertTrue(line, told.get().trace().isEmpty());
        }
        return true;
    }

    private Optional<LogRecord> warning(String beginning, int seconds) throws InterruptedException {
        LogRecord told = warnings.poll(seconds, TimeUnit.SECONDS);
        while (told != null && !told.message().startsWith(beginning)) {
            told = warnings.poll(seconds, TimeUnit.SECONDS);
        }
        return Optional.ofNullable(told);
    }

    private ConfigurationCheck check(String pid) throws Exception {
        return Await.service(context, ConfigurationCheck.class, "(" + ConfigurationCheck.PID + "=" + pid + ")");
    }

    /** The ids of the component's configurations, all of them active; none for what is no component. */
    private List<Long> active(String pid) {
        List<Long> ids = new ArrayList<>();
        for (ComponentDescriptionDTO description : components.getComponentDescriptionDTOs()) {
            if (Arrays.asList(description.configurationPid).contains(pid)) {
                for (ComponentConfigurationDTO one : components.getComponentConfigurationDTOs(description)) {
                    assertTrue(
                            pid + " is in state " + one.state + ": " + one.failure,
                            (one.state & (ComponentConfigurationDTO.ACTIVE | ComponentConfigurationDTO.SATISFIED))
                                    != 0);
                    ids.add(one.id);
                }
            }
        }
        return ids;
    }

    /** A catalog that a configuration stands for is there: at once, or in a moment where its address has just changed. */
    private void awaitThere(List<Key> keys) throws Exception {
        if (keys.get(0).factory()) {
            Await.reference(
                    context,
                    CatalogProvider.class,
                    "(" + CatalogProvider.ID + "=" + id(keys.get(0).pid()) + ")");
        }
    }

    /** Waits until all who listened before have taken it over: of two changes at once components may see one. */
    private void update(Configuration configuration, Map<String, Object> values) throws Exception {
        events.clear();
        configuration.update(new Hashtable<>(values));
        String pid = configuration.getPid();
        for (ConfigurationEvent event = null; event == null || !event.getPid().equals(pid); ) {
            event = events.poll(10, TimeUnit.SECONDS);
            assertNotNull("nobody was told of the change of " + pid, event);
        }
    }

    // ---------------------------------------------------------------- by files

    private void file(String pid, List<Key> keys) throws Exception {
        Path etc = Path.of(context.getProperty("bioxen.etc"));
        Path file = etc.resolve(pid + (keys.get(0).factory() ? "-" + NAME : "") + ".cfg");
        ConfigurationCheck check = check(pid);
        Map<String, Object> good = good(keys);
        StringBuilder right = new StringBuilder("# nothing else yet\n");
        good.forEach(
                (key, value) -> right.append(key).append(" = ").append(value).append('\n'));
        Map<String, Object> garbage = new TreeMap<>();
        keys.forEach(key -> garbage.put(key.name(), "gar, \u0007bage"));
        StringBuilder wrong = new StringBuilder();
        keys.forEach(key -> wrong.append(key.name()).append(" = gar, \\u0007bage\n"));
        List<String> problems = check.problems(pid, garbage);
        assertEquals(pid + ": " + problems, keys.size(), problems.size());

        // Wrong from the first moment on, then right, then wrong again.
        warnings.clear();
        write(file, wrong.toString());
        awaitTold(pid, problems);
        active(pid);
        write(file, right.toString());
        awaitConfigured(pid, keys, good);
        awaitThere(keys);
        warnings.clear();
        write(file, wrong.toString());
        awaitTold(pid, problems);
        active(pid);
        awaitThere(keys);

        Files.delete(file);
        awaitGone(pid, keys);
    }

    private static void write(Path file, String text) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".tmp");
        Files.writeString(next, text, StandardCharsets.ISO_8859_1);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private Optional<Configuration> find(String pid, List<Key> keys) throws Exception {
        String id = keys.get(0).factory() ? pid + "~" + NAME : pid;
        Configuration[] found = admin.listConfigurations("(service.pid=" + id + ")");
        return Optional.ofNullable(found).map(all -> all[0]);
    }

    private void awaitConfigured(String pid, List<Key> keys, Map<String, Object> values) throws Exception {
        awaitConfiguration(pid + " is configured", () -> {
            Optional<Dictionary<String, Object>> now = find(pid, keys).map(Configuration::getProperties);
            return now.isPresent()
                    && keys.stream().allMatch(key -> Objects.equals(now.get().get(key.name()), values.get(key.name())));
        });
    }

    private void awaitGone(String pid, List<Key> keys) throws Exception {
        awaitConfiguration(pid + " is gone", () -> find(pid, keys).isEmpty());
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private void awaitConfiguration(String what, Condition condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.holds()) {
            assertTrue(what, System.nanoTime() < end);
            events.poll(1, TimeUnit.SECONDS);
        }
    }
}
