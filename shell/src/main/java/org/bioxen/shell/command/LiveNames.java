// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bioxen.api.curator.Curator;
import org.bioxen.api.curator.EnvironmentInfo;
import org.bioxen.api.curator.EnvironmentManager;
import org.bioxen.api.curator.PackageManager;
import org.bioxen.api.curator.ProfileInfo;
import org.bioxen.api.curator.RepositoryInfo;
import org.bioxen.api.curator.RepositoryManager;
import org.bioxen.api.logging.LogControl;
import org.bioxen.api.session.SessionInfo;
import org.bioxen.api.session.SessionManager;
import org.bioxen.api.vm.BackendInfo;
import org.bioxen.api.vm.LuaVmException;
import org.bioxen.api.vm.VmInfo;
import org.bioxen.api.vm.VmManager;
import org.bioxen.shell.configuration.ConfigurationInfo;
import org.bioxen.shell.configuration.Configurations;
import org.bioxen.shell.options.Noun;
import org.bioxen.shell.options.Option;
import org.bioxen.shell.options.UsageException;
import org.bioxen.shell.verb.Circumstances;
import org.bioxen.shell.verb.Scopes;
import org.bioxen.shell.vm.VmGroups;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** The names of what is there now, for completion. What cannot be asked has none. Thread-safe. */
public final class LiveNames {
    private static final long PATIENCE_MILLIS = 1000;

    private final BundleContext context;

    /** Names of what is there for this bundle. */
    public LiveNames(BundleContext context) {
        this.context = context;
    }

    /**
     * The words that name something of a kind.
     *
     * @param line the words of the line that is being typed
     */
    public List<String> of(Noun noun, Circumstances where, List<String> line) {
        if (!noun.words().isEmpty()) {
            return noun.words();
        }
        try {
            return switch (noun) {
                case VM -> ask(VmManager.class, all -> all.list().stream().map(VmInfo::id));
                case SESSION ->
                    ask(SessionManager.class, all -> all.list().stream().map(SessionInfo::id));
                case GROUP -> ask(VmGroups.class, groups -> groups.names().stream());
                case BACKEND ->
                    ask(VmManager.class, all -> all.backends().stream().map(BackendInfo::name));
                case INTERPRETER ->
                    ask(VmManager.class, all -> all.backends().stream()
                            .flatMap(backend -> backend.interpreters().stream()));
                case ENVIRONMENT ->
                    ask(EnvironmentManager.class, all -> all.list().stream().map(EnvironmentInfo::name));
                case INSTALLED -> installed(where, line);
                case PACKAGE ->
                    soon(() -> ask(Curator.class, curator -> curator.search("", Integer.MAX_VALUE).packages().stream()
                            .map(hit -> hit.name().value())));
                case PROFILE ->
                    soon(() -> ask(Curator.class, curator -> curator.profiles().stream()
                            .map(ProfileInfo::name)));
                case CATALOG ->
                    ask(RepositoryManager.class, all -> all.list().stream().map(RepositoryInfo::id));
                case LOGGER -> ask(LogControl.class, control -> control.levels().keySet().stream());
                case COMPONENT ->
                    ask(ServiceComponentRuntime.class, runtime -> runtime.getComponentDescriptionDTOs().stream()
                            .map(component -> component.name));
                case BUNDLE ->
                    Stream.of(context.getBundles())
                            .map(Bundle::getSymbolicName)
                            .filter(Objects::nonNull)
                            .sorted()
                            .toList();
                case CONFIGURATION ->
                    ask(Configurations.class, all -> all.list().stream().map(ConfigurationInfo::pid));
                case KEY -> keys(line);
                case COMMAND ->
                    Stream.concat(
                                    Scopes.NAMES.stream(),
                                    Scopes.NAMES.stream()
                                            .flatMap(name -> Scopes.find(name).orElseThrow().verbs().stream())
                                            .map(Object::toString))
                            .toList();
                default -> List.of();
            };
        } catch (LuaVmException notNow) {
            // Who completes a word is not told of faults: the command itself will do that.
            return List.of();
        }
    }

    /** Of the configuration that the first operand names. */
    private List<String> keys(List<String> line) {
        Optional<String> pid =
                line.stream().skip(1).filter(word -> !word.startsWith("-")).findFirst();
        return pid.map(name -> ask(Configurations.class, all -> {
                    try {
                        return all.get(name).keys().stream().map(ConfigurationInfo.Key::name);
                    } catch (UsageException none) {
                        return Stream.of();
                    }
                }))
                .orElse(List.of());
    }

    private List<String> installed(Circumstances where, List<String> line) {
        int option = line.indexOf(Option.ENV.flag());
        Optional<String> environment =
                option >= 0 && option + 1 < line.size() ? Optional.of(line.get(option + 1)) : where.environment();
        return environment
                .map(name -> ask(PackageManager.class, packages -> packages.list(name).stream()
                        .map(installed -> installed.id().name().value())))
                .orElse(List.of());
    }

    /** What may ask a catalog that is far away: nobody waits long for a word to be completed. */
    private static List<String> soon(Supplier<List<String>> question) {
        FutureTask<List<String>> answer = new FutureTask<>(question::get);
        Thread asking = new Thread(answer, "bioxen completion");
        asking.setDaemon(true);
        asking.start();
        try {
            return answer.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            answer.cancel(true);
        } catch (InterruptedException stop) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
        } catch (ExecutionException notNow) {
            // Who completes a word is not told.
        }
        return List.of();
    }

    private <S> List<String> ask(Class<S> type, Function<S, Stream<String>> question) {
        ServiceReference<S> reference = context.getServiceReference(type);
        S service = reference == null ? null : context.getService(reference);
        if (service == null) {
            return List.of();
        }
        try {
            return question.apply(service).sorted().distinct().toList();
        } finally {
            context.ungetService(reference);
        }
    }
}
