// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.configuration;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.bioxen.shell.configuration.ConfigurationChange.Effect;
import org.bioxen.shell.configuration.ConfigurationInfo.Key;
import org.bioxen.shell.options.Spelling;
import org.bioxen.shell.options.UsageException;
import org.bioxen.shell.output.SecretMask;
import org.bioxen.shell.verb.CommandFailure;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeService;

/**
 * What the metatype of the bundles says, what Config Admin has, and the files in {@code etc} that it has it from. A change goes into the
 * file alone; File Install, which watches the folder, brings it to Config Admin, in this process as in every other.
 */
@Component
public final class EtcConfigurations implements Configurations {
    private static final String PLATFORM = "org.bioxen.";

    /** File Install looks once a second, and takes what looked the same twice. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final BundleContext context;
    private final ConfigurationAdmin admin;
    private final MetaTypeService types;
    private final Rules rules;

    /** Called by Declarative Services. */
    @Activate
    public EtcConfigurations(
            BundleContext context, @Reference ConfigurationAdmin admin, @Reference MetaTypeService types) {
        this.context = context;
        this.admin = admin;
        this.types = types;
        rules = new Rules(context);
    }

    @Override
    public List<ConfigurationInfo> list() {
        Descriptions described = Descriptions.of(context, types);
        Map<String, Values> configured = Values.all(admin);
        List<ConfigurationInfo> list = new ArrayList<>();
        described
                .byPid()
                .forEach((pid, description) ->
                        list.add(info(pid, Optional.of(description), configured.getOrDefault(pid, Values.NONE))));
        configured.forEach((pid, values) -> {
            if (!described.byPid().containsKey(pid)) {
                list.add(info(pid, described.find(pid, values), values));
            }
        });
        // The platform's own first.
        list.sort(Comparator.comparing((ConfigurationInfo info) -> !info.pid().startsWith(PLATFORM))
                .thenComparing(ConfigurationInfo::pid));
        return list;
    }

    @Override
    public ConfigurationInfo get(String pid) {
        Descriptions described = Descriptions.of(context, types);
        Optional<Values> values = Values.find(admin, pid);
        Optional<Description> description = described.find(pid, values.orElse(Values.NONE));
        if (description.isEmpty() && values.isEmpty()) {
            throw unknown(pid, described);
        }
        return info(pid, description, values.orElse(Values.NONE));
    }

    @Override
    public ConfigurationChange set(String pid, Map<String, List<String>> wanted) {
        Optional<Values> before = Values.find(admin, pid);
        Description description = changeable(pid, before);
        Map<String, String> texts = new LinkedHashMap<>();
        wanted.forEach((key, words) -> texts.put(key, text(pid, known(pid, description, key), words)));
        Map<String, Object> after = new HashMap<>(before.orElse(Values.NONE).byKey());
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
            Map<String, Object> now =
                    Values.find(admin, pid).orElse(Values.NONE).byKey();
            return texts.entrySet().stream().allMatch(value -> value.getValue().equals(now.get(value.getKey())));
        });
    }

    @Override
    public ConfigurationChange unset(String pid, List<String> keys) {
        Optional<Values> before = Values.find(admin, pid);
        Description description = changeable(pid, before);
        Map<String, Object> left = new HashMap<>(before.orElse(Values.NONE).byKey());
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
            Optional<Values> now = Values.find(admin, pid);
            return now.isEmpty()
                    || !keys.isEmpty() && Collections.disjoint(now.get().byKey().keySet(), keys);
        });
    }

    // ---------------------------------------------------------------- what there is

    private ConfigurationInfo info(String pid, Optional<Description> description, Values values) {
        Set<String> others = new TreeSet<>(values.byKey().keySet());
        List<Key> keys = new ArrayList<>();
        for (AttributeDefinition key : description.map(Description::keys).orElse(List.of())) {
            if (Description.standsForMany(key)) {
                others.stream()
                        .filter(name -> description.get().key(name).equals(Optional.of(key)))
                        .map(name -> key(name, key, false, values))
                        .forEach(keys::add);
            }
            keys.add(key(key.getID(), key, description.get().isRequired(key), values));
        }
        keys.forEach(key -> others.remove(key.name()));
        for (String name : others) {
            String what = description.isPresent() ? "there is no such key; it has no effect" : "not described";
            keys.add(new Key(
                    name, "?", what, List.of(), Optional.empty(), false, Optional.of(ConfigurationInfo.SECRET)));
        }
        boolean kind = description
                .filter(found -> found.kind() && found.pid().equals(pid))
                .isPresent();
        List<String> problems = description
                .filter(found -> !values.byKey().isEmpty())
                .map(found -> rules.problems(found, values.byKey()))
                .orElse(List.of());
        return new ConfigurationInfo(
                pid,
                description.map(found -> orEmpty(found.type().getName())).orElse(""),
                description.map(found -> orEmpty(found.type().getDescription())).orElse("not described by a bundle"),
                kind,
                values.file(),
                keys,
                problems);
    }

    private static Key key(String name, AttributeDefinition key, boolean required, Values values) {
        Optional<String> value = Optional.ofNullable(values.byKey().get(name)).map(Values::shown);
        return new Key(
                name,
                Description.typeName(key),
                orEmpty(key.getDescription()),
                Description.options(key),
                Description.standard(key),
                required,
                Description.isSecret(key)
                        ? value.map(secret -> ConfigurationInfo.SECRET)
                        : value.map(SecretMask::addresses));
    }

    private static String orEmpty(String text) {
        return Objects.toString(text, "");
    }

    // ---------------------------------------------------------------- what may be set

    private Description changeable(String pid, Optional<Values> values) {
        Descriptions described = Descriptions.of(context, types);
        Optional<Description> description = described.find(pid, values.orElse(Values.NONE));
        if (description.isEmpty() && values.isPresent()) {
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

    private UsageException unknown(String pid, Descriptions described) {
        Set<String> pids = new TreeSet<>(described.byPid().keySet());
        pids.addAll(Values.all(admin).keySet());
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
    private void check(Description description, Optional<Values> before, Map<String, Object> after, Set<String> set) {
        List<String> known = before.map(values -> rules.problems(description, values.byKey()))
                .orElse(List.of());
        List<String> problems = rules.problems(description, after).stream()
                .filter(problem -> !known.contains(problem)
                        || set.contains(problem.substring(0, Math.max(0, problem.indexOf(':')))))
                .toList();
        if (!problems.isEmpty()) {
            throw new UsageException(String.join("; ", problems) + "; nothing was changed");
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

    private Path fileToChange(String pid, Optional<Values> values) {
        ConfigurationFolder folder = new ConfigurationFolder(etc());
        Optional<Path> loaded = values.flatMap(Values::file);
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
        } catch (AccessDeniedException e) {
            throw new CommandFailure("you may not write " + file + "; nothing was changed", e);
        } catch (NoSuchFileException e) {
            throw new CommandFailure("there is no folder " + file.getParent() + "; nothing was changed", e);
        } catch (IOException e) {
            throw new CommandFailure("cannot write " + file + ": " + e.getMessage() + "; nothing was changed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted before anything was changed", e);
        }
    }

    private ConfigurationChange done(String pid, List<String> keys, Path file, boolean changed, BooleanSupplier there) {
        Effect effect = Effect.NONE;
        if (changed) {
            // Without a shell this container ends with the command.
            effect = isShellThere() ? awaited(there) : Effect.NEXT;
        }
        return new ConfigurationChange(pid, keys, file, effect);
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
