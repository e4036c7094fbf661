// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.apache.felix.service.command.Process;
import org.bioxen.api.curator.CuratorException;
import org.bioxen.api.vm.LuaExecutionException;
import org.bioxen.api.vm.LuaVmException;
import org.bioxen.shell.curator.CuratorFailure;
import org.bioxen.shell.curator.CuratorText;
import org.bioxen.shell.curator.ProgressLine;
import org.bioxen.shell.verb.Answer;
import org.bioxen.shell.verb.Circumstances;
import org.bioxen.shell.verb.CommandFailure;
import org.bioxen.shell.verb.Scope;
import org.bioxen.shell.verb.Verb;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/**
 * The verbs of a scope as commands of the shell, each a service of its own: a person at a terminal sees how far they are, and Ctrl-C ends
 * them. Thread-safe.
 *
 * @param <S> the services that they work with
 */
final class ScopeCommands<S> {
    /** The scope of short names, and of what belongs to none. */
    static final String GENERAL = "bioxen";

    private final Scope<S> scope;
    private final S services;
    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

    ScopeCommands(Scope<S> scope, S services) {
        this.scope = scope;
        this.services = services;
    }

    /** Publishes them until {@link #withdraw}. */
    ScopeCommands<S> publish(BundleContext context) {
        for (Verb<S> verb : scope.verbs()) {
            Function command = command(verb);
            registrations.add(publish(context, scope.name(), verb.name(), command));
            verb.alias().ifPresent(alias -> registrations.add(publish(context, GENERAL, alias, command)));
        }
        return this;
    }

    static ServiceRegistration<?> publish(BundleContext context, String scope, String name, Function command) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(CommandProcessor.COMMAND_SCOPE, scope);
        properties.put(CommandProcessor.COMMAND_FUNCTION, name);
        return context.registerService(Function.class, command, properties);
    }

    void withdraw() {
        registrations.forEach(ServiceRegistration::unregister);
        registrations.clear();
    }

    /** A verb as Gogo calls it. */
    Function command(Verb<S> verb) {
        return (session, arguments) -> run(verb, session, arguments);
    }

    /** Runs a verb. What it has found is returned; {@code null}, which Gogo prints nothing for, where it has nothing to show. */
    private Object run(Verb<S> verb, CommandSession session, List<Object> given) {
        List<String> words = GogoWords.texts(session, given);
        Answer answer = TerminalText.of(session)
                .map(terminal -> atTerminal(session, terminal, verb, given, words))
                .orElseGet(() -> attempt(
                        () -> scope.run(verb, given, words, services, new GogoCircumstances(session, event -> {}))));
        if (answer.complaint().isPresent()) {
            // An exception has no room for a table.
            answer.value().ifPresent(value -> print(session, value));
            throw new CommandFailure(answer.complaint().get());
        }
        if (answer.value().isPresent() && Redirections.intoFile(Process.Utils.current())) {
            print(session, answer.value().get());
            return null;
        }
        return answer.value().orElse(null);
    }

    private void print(CommandSession session, Object value) {
        new GogoCircumstances(session, event -> {}).out().println(scope.text().apply(value));
    }

    private Answer atTerminal(
            CommandSession session, Consumer<String> terminal, Verb<S> verb, List<Object> given, List<String> words) {
        Thread runner = Thread.currentThread();
        Circumstances.Interrupts ctrlC = TerminalInterrupts.handle(session, runner::interrupt);
        try (ProgressLine line = new ProgressLine(terminal)) {
            return attempt(() -> scope.run(verb, given, words, services, new GogoCircumstances(session, line)));
        } finally {
            ctrlC.close();
        }
    }

    private static Answer attempt(Supplier<Answer> call) {
        try {
            return call.get();
        } catch (CuratorException failed) {
            // Taken back: the failure tells of it, and Gogo would once more, as an exception.
            CuratorFailure failure = CuratorFailure.of(failed, Thread.interrupted());
            throw new CommandFailure(CuratorText.of(failure.text()), failed, failure.exitCode());
        } catch (LuaExecutionException | CommandFailure told) {
            throw told;
        } catch (LuaVmException refused) {
            throw new CommandFailure(refused.getMessage(), refused);
        }
    }
}
