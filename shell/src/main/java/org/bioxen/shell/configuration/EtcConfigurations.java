// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.configuration;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bioxen.shell.configuration.ConfigurationChange.Effect;
import org.bioxen.shell.configuration.ConfigurationInfo.Key;
import org.bioxen.shell.options.Spelling;
import org.bioxen.shell.options.UsageException;
import org.bioxen.shell.verb.CommandFailure;
import org.bioxen.spi.configuration.ConfigurationCheck;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;

/**
 * What the metatype of the bundles says, what Config Admin has, and the files in {@code etc} that it has it from. A change goes into the
 * file alone; File Install, which watches the folder, brings it to Config Admin, in this process as in every other.
 */
@Component
public final class EtcConfigurations implements Configurations {
    private static final String FILE = "felix.fileinstall.filename";
    private static final Set<String> NOT_SET_BY_PEOPLE =
            Set.of(Constants.SERVICE_PID, ConfigurationAdmin.SERVICE_FACTORYPID, FILE);

    /** File Install looks once a second, and takes what looked the same twice. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final BundleContext context;
    private final ConfigurationAdmin admin;
    private final MetaTypeService types;

    /** Called by Declarative Services. */
    @Activate
    public EtcConfigurations(
            BundleContext context, @Reference ConfigurationAdmin admin, @Reference MetaTypeService types) {
        this.context = context;
        this.admin = admin;
        this.types = types;
    }

    @Override
    public List<ConfigurationInfo> list() {
        Map<String, Description> described = descriptions();
        Map<String, Map<String, Object>> configured = configured();
        List<ConfigurationInfo> list = new ArrayList<>();
        described.forEach((pid, description) ->
                list.add(info(pid, Optional.of(description), configured.getOrDefault(pid, Map.of()))));
        configured.forEach((pid, values) -> {
            if (!described.containsKey(pid)) {
                list.add(info(pid, description(pid, values, described), values));
            }
        });
        list.sort(Comparator.comparing(ConfigurationInfo::pid));
        return list;
    }

    @Override
    public ConfigurationInfo get(String pid) {
        Map<String, Description> described = descriptions();
        Optional<Map<String, Object>> values = values(pid);
        Optional<Description> description = description(pid, values.orElse(Map.of()), described);
        if (description.isEmpty() && values.isEmpty()) {
            throw unknown(pid, described);
        }
        return info(pid, description, values.orElse(Map.of()));
    }

    @Override
    public ConfigurationChange set(String pid, Map<String, List<String>> wanted) {
        Description description = changeable(pid);
        Map<String, String> texts = new LinkedHashMap<>();
        wanted.forEach((key, words) -> texts.put(key, text(pid, known(pid, description, key), words)));
        Optional<Map<String, Object>> before = values(pid);
        Map<String, Object> after = new HashMap<>(before.orElse(Map.of()));
        after.putAll(texts);
        check(description, before, after, texts.keySet());
        Path file = fileToChange(pid, before);
        boolean changed = change(file, description.hasSecrets(), text -> {
            PropertiesText next = refuseForeign(file, text);
            for (Map.Entry<String, String> value : texts.entrySet()) {
                next = next.with(value.getKey(), value.getValue());
            }
            return next;
        });
        return done(pid, List.copyOf(texts.keySet()), file, changed, () -> {
            Map<String, Object> now = values(pid).orElse(Map.of());
            return texts.entrySet().stream().allMatch(value -> value.getValue().equals(now.get(value.getKey())));
        });
    }

    @Override
    public ConfigurationChange unset(String pid, List<String> keys) {
        Description description = changeable(pid);
        Optional<Map<String, Object>> before = values(pid);
        Map<String, Object> left = new HashMap<>(before.orElse(Map.of()));
        for (String key : keys) {
            if (left.remove(key) == null) {
                known(pid, description, key);
            }
        }
        Path file = fileToChange(pid, before);
        if (before.isPresent() && !keys.isEmpty()) {
            check(description, before, left, Set.of());
        }
        boolean changed = change(file, description.hasSecrets(), text -> {
            if (keys.isEmpty()) {
                return PropertiesText.of("");
            }
            PropertiesText next = refuseForeign(file, text);
            for (String key : keys) {
                next = next.without(key);
            }
            return next;
        });
        return done(pid, keys, file, changed, () -> {
            Optional<Map<String, Object>> now = values(pid);
            return keys.isEmpty()
                    ? now.isEmpty()
                    : now.isEmpty() || Collections.disjoint(now.get().keySet(), keys);
        });
    }

    // ---------------------------------------------------------------- what there is

    private Map<String, Description> descriptions() {
        Map<String, Description> all = new TreeMap<>();
        for (Bundle bundle : context.getBundles()) {
            MetaTypeInformation information = types.getMetaTypeInformation(bundle);
            if (information == null || (bundle.getState() & (Bundle.INSTALLED | Bundle.UNINSTALLED)) != 0) {
                continue;
            }
            for (String pid : strings(information.getPids())) {
                all.putIfAbsent(pid, new Description(pid, false, information.getObjectClassDefinition(pid, null)));
            }
            for (String pid : strings(information.getFactoryPids())) {
                all.putIfAbsent(pid, new Description(pid, true, information.getObjectClassDefinition(pid, null)));
            }
        }
        return all;
    }

    private static List<String> strings(String[] array) {
        return array == null ? List.of() : Arrays.asList(array);
    }

    private Map<String, Map<String, Object>> configured() {
        Map<String, Map<String, Object>> all = new TreeMap<>();
        for (Configuration configuration : configurations(null)) {
            all.put(configuration.getPid(), values(configuration));
        }
        return all;
    }

    private Optional<Map<String, Object>> values(String pid) {
        return configurations("(" + Constants.SERVICE_PID + "=" + escaped(pid) + ")").stream()
                .findFirst()
                .map(EtcConfigurations::values);
    }

    private static Map<String, Object> values(Configuration configuration) {
        Map<String, Object> values = new HashMap<>();
        var properties = configuration.getProperties();
        if (properties != null) {
            Collections.list(properties.keys()).forEach(key -> values.put(key, properties.get(key)));
        }
        return values;
    }

    private List<Configuration> configurations(String filter) {
        try {
            Configuration[] found = admin.listConfigurations(filter);
            return found == null ? List.of() : Arrays.asList(found);
        } catch (IOException e) {
            throw new CommandFailure("Config Admin does not say what is configured: " + e.getMessage(), e);
        } catch (InvalidSyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String escaped(String pid) {
        return pid.replaceAll("[\\\\*()]", "\\\\$0");
    }

    /** The pid of the kind that a configuration is one of; its own if it is the only one. */
    private static String kind(String pid) {
        int name = pid.indexOf('~');
        return name < 0 ? pid : pid.substring(0, name);
    }

    private static Optional<Description> description(
            String pid, Map<String, Object> values, Map<String, Description> described) {
        // A program may have made one whose name does not tell.
        Object kind = values.getOrDefault(ConfigurationAdmin.SERVICE_FACTORYPID, kind(pid));
        return Optional.ofNullable(described.get(kind.toString()))
                .filter(found -> found.kind() || pid.equals(found.pid()));
    }

    private ConfigurationInfo info(String pid, Optional<Description> description, Map<String, Object> values) {
        Set<String> others = new TreeSet<>(values.keySet());
        others.removeAll(NOT_SET_BY_PEOPLE);
        List<Key> keys = new ArrayList<>();
        for (AttributeDefinition key : description.map(Description::keys).orElse(List.of())) {
            if (Description.standsForMany(key)) {
                others.stream()
                        .filter(name -> description.get().key(name).equals(Optional.of(key)))
                        .map(name -> key(name, key, values))
                        .forEach(keys::add);
            }
            keys.add(key(key.getID(), key, values));
        }
        keys.forEach(key -> others.remove(key.name()));
        for (String name : others) {
            String what = description.isPresent() ? "there is no such key; it has no effect" : "not described";
            keys.add(new Key(name, "?", what, List.of(), Optional.empty(), Optional.of(ConfigurationInfo.SECRET)));
        }
        boolean kind = description
                .filter(found -> found.kind() && found.pid().equals(pid))
                .isPresent();
        List<String> problems = new ArrayList<>();
        if (!values.isEmpty()) {
            description.ifPresent(found -> problems.addAll(problems(found, values)));
        }
        return new ConfigurationInfo(
                pid,
                description.map(found -> orEmpty(found.type().getName())).orElse(""),
                description.map(found -> orEmpty(found.type().getDescription())).orElse("not described by a bundle"),
                kind,
                file(values),
                keys,
                problems);
    }

    private static Key key(String name, AttributeDefinition key, Map<String, Object> values) {
        Optional<String> value = Optional.ofNullable(values.get(name)).map(EtcConfigurations::shown);
        return new Key(
                name,
                Description.typeName(key),
                orEmpty(key.getDescription()),
                Description.options(key),
                Description.standard(key),
                Description.isSecret(key) ? value.map(secret -> ConfigurationInfo.SECRET) : value);
    }

    private static String orEmpty(String text) {
        return Objects.toString(text, "");
    }

    private static String shown(Object value) {
        if (value instanceof Object[] array) {
            return shown(Arrays.asList(array));
        }
        return value instanceof Collection<?> several
                ? String.join(", ", several.stream().map(String::valueOf).toList())
                : value.toString();
    }

    private static Optional<Path> file(Map<String, Object> values) {
        return Optional.ofNullable(values.get(FILE)).map(file -> Path.of(java.net.URI.create(file.toString())));
    }

    // ---------------------------------------------------------------- what may be set

    private Description changeable(String pid) {
        Map<String, Description> described = descriptions();
        Optional<Description> description = description(pid, Map.of(), described);
        if (description.isEmpty() && values(pid).isPresent()) {
            throw new UsageException("no bundle describes " + pid
                    + ", so that nothing can be said of its values; edit its file in " + etc());
        }
        Description found = description.orElseThrow(() -> unknown(pid, described));
        if (found.kind() && pid.equals(found.pid())) {
            throw new UsageException("there may be several of " + pid + "; give one a name, as in " + pid + "~lab");
        }
        if (found.kind() && !pid.substring(pid.indexOf('~') + 1).matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            throw new UsageException("'" + pid.substring(pid.indexOf('~') + 1)
                    + "' is no name for a configuration; give up to 64 letters, digits and . - _");
        }
        return found;
    }

    private UsageException unknown(String pid, Map<String, Description> described) {
        Set<String> pids = new TreeSet<>(described.keySet());
        pids.addAll(configured().keySet());
        return new UsageException("there is no configuration '" + pid + "'"
                + Spelling.nearest(pid, pids)
                        .map(near -> "; did you mean '" + near + "'?")
                        .orElse("; config:list shows those that there are"));
    }

    private static AttributeDefinition known(String pid, Description description, String key) {
        List<String> names =
                description.keys().stream().map(AttributeDefinition::getID).toList();
        return description
                .key(key)
                .orElseThrow(() -> new UsageException("there is no key '" + key + "' of " + pid
                        + Spelling.nearest(key, names)
                                .map(near -> "; did you mean '" + near + "'?")
                                .orElse("; there are " + String.join(", ", names))));
    }

    /** What stands in the file for these words. */
    private static String text(String pid, AttributeDefinition key, List<String> words) {
        if (Description.isList(key)) {
            return String.join(
                    ", ", words.stream().map(word -> word.replace(",", "\\,")).toList());
        }
        if (words.size() != 1) {
            throw new UsageException(key.getID() + " of " + pid + " takes one value, but was given "
                    + (words.isEmpty() ? "none" : words.size() + "; quote it as one word"));
        }
        return words.get(0);
    }

    /** Refuses what would be wrong, if it was not so before or is what is to be set. */
    private void check(
            Description description, Optional<Map<String, Object>> before, Map<String, Object> after, Set<String> set) {
        List<String> known = before.map(values -> problems(description, values)).orElse(List.of());
        List<String> problems = problems(description, after).stream()
                .filter(problem -> !known.contains(problem)
                        || set.contains(problem.substring(0, Math.max(0, problem.indexOf(':')))))
                .toList();
        if (!problems.isEmpty()) {
            throw new UsageException(String.join("; ", problems) + "; nothing was changed");
        }
    }

    /** What is wrong with values: by those who take them, or else by what their metatype says. */
    private List<String> problems(Description description, Map<String, Object> values) {
        Map<String, Object> own = new HashMap<>(values);
        own.keySet().removeAll(NOT_SET_BY_PEOPLE);
        Optional<ServiceReference<ConfigurationCheck>> check = check(description.pid());
        if (check.isPresent()) {
            ConfigurationCheck service = context.getService(check.get());
            if (service != null) {
                try {
                    return service.problems(description.pid(), own);
                } finally {
                    context.ungetService(check.get());
                }
            }
        }
        return own.entrySet().stream()
                .flatMap(value -> description.key(value.getKey()).stream()
                        .flatMap(key -> problem(value.getKey(), key, value.getValue())))
                .toList();
    }

    private static Stream<String> problem(String name, AttributeDefinition key, Object value) {
        String refused = key.validate(shown(value));
        return refused == null || refused.isEmpty()
                ? Stream.empty()
                : Stream.of(name + ": '" + (Description.isSecret(key) ? ConfigurationInfo.SECRET : shown(value))
                        + "' is not what is allowed (" + refused + ")");
    }

    private Optional<ServiceReference<ConfigurationCheck>> check(String pid) {
        try {
            return context
                    .getServiceReferences(
                            ConfigurationCheck.class, "(" + ConfigurationCheck.PID + "=" + escaped(pid) + ")")
                    .stream()
                    .max(Comparator.naturalOrder());
        } catch (InvalidSyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    // ---------------------------------------------------------------- the files

    private Path etc() {
        String etc = context.getProperty("bioxen.etc");
        if (etc == null) {
            throw new CommandFailure(
                    "there is no folder for configurations: the framework property bioxen.etc is not set");
        }
        return Path.of(etc);
    }

    private Path fileToChange(String pid, Optional<Map<String, Object>> values) {
        ConfigurationFolder folder = new ConfigurationFolder(etc());
        Optional<Path> loaded = values.flatMap(EtcConfigurations::file);
        if (values.isPresent() && loaded.isEmpty()) {
            throw new CommandFailure(pid + " was set by a program, and not by a file; that program changes it");
        }
        Optional<Path> other = loaded.or(() -> folder.otherFile(pid))
                .filter(file -> !file.toString().endsWith(".cfg"));
        if (other.isPresent()) {
            throw new CommandFailure(other.get()
                    + " is in a form that is not changed by command; edit it, or replace it by a .cfg file");
        }
        return loaded.orElseGet(() -> folder.file(pid));
    }

    private static PropertiesText refuseForeign(Path file, PropertiesText text) {
        if (text.isForeign()) {
            throw new CommandFailure(
                    file + " has values with types or is XML, which is not changed by command; edit it");
        }
        return text;
    }

    private boolean change(Path file, boolean secret, UnaryOperator<PropertiesText> change) {
        try {
            return new ConfigurationFolder(file.getParent()).change(file, secret, change);
        } catch (FileSystemException e) {
            throw new CommandFailure(
                    "cannot write " + file + ": "
                            + Objects.toString(e.getReason(), e.getClass().getSimpleName()) + "; nothing was changed",
                    e);
        } catch (IOException e) {
            throw new CommandFailure("cannot write " + file + ": " + e.getMessage() + "; nothing was changed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted before anything was changed", e);
        }
    }

    private ConfigurationChange done(String pid, List<String> keys, Path file, boolean changed, BooleanSupplier there) {
        // Without a shell this container ends with the command.
        Effect effect = isShellThere() ? awaited(there) : Effect.NEXT;
        return new ConfigurationChange(pid, keys, file, changed ? effect : Effect.NONE);
    }

    private boolean isShellThere() {
        return context.getServiceReference("org.apache.felix.service.command.CommandProcessor") != null;
    }

    private Effect awaited(BooleanSupplier there) {
        CountDownLatch taken = new CountDownLatch(1);
        Runnable look = () -> {
            if (there.getAsBoolean()) {
                taken.countDown();
            }
        };
        ServiceRegistration<ConfigurationListener> listening =
                context.registerService(ConfigurationListener.class, event -> look.run(), null);
        try {
            look.run();
            return taken.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS) ? Effect.NOW : Effect.LATER;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Effect.LATER;
        } finally {
            listening.unregister();
        }
    }
}
