// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.system;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.bioxen.shell.options.Noun;
import org.bioxen.shell.options.Option;
import org.bioxen.shell.output.Causes;
import org.bioxen.shell.output.Listing;
import org.bioxen.shell.verb.Answer;
import org.bioxen.shell.verb.Call;
import org.bioxen.shell.verb.CommandFailure;
import org.bioxen.shell.verb.Scope;
import org.bioxen.shell.verb.Verb;

/** The verbs of the scope {@code sys}. */
public final class SystemVerbs {
    /** The scope. */
    public static final String SCOPE = "sys";

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    /** The variable of a shell that holds the last failure. */
    private static final String FAILURE = "exception";

    private SystemVerbs() {}

    /** The scope with its verbs. */
    public static Scope<SystemServices> scope() {
        return new Scope<>(SCOPE, "the container and its state", verbs(), SystemText::of, SystemJson::of);
    }

    private static List<Verb<SystemServices>> verbs() {
        return List.of(
                verb("status")
                        .does(
                                "shows the state of the container on one screen: bundles, backends, catalogs, VMs, memory")
                        .options(Option.AS_JSON)
                        .example("status")
                        .alias("status")
                        .by(SystemVerbs::status),
                verb("why")
                        .does("says why a component is not active; alone, of all that are not")
                        .details(
                                "What it lacks is told as a tree: a service, the component that would provide it and what"
                                        + " that lacks, or a configuration.")
                        .takes("[COMPONENT]", Noun.COMPONENT)
                        .options(Option.AS_JSON)
                        .example("why")
                        .example("why VmHost")
                        .by(SystemVerbs::why),
                verb("cause")
                        .does("says what caused the last failure of this shell, outermost first")
                        .options(Option.TRACE)
                        .inShell()
                        .alias("cause")
                        .example("cause")
                        .by(SystemVerbs::cause),
                verb("dump")
                        .does("writes a zip file for a report of a fault: state, threads, components, configuration"
                                + " without secrets, logs")
                        .takes("[FILE]", Noun.FILE)
                        .example("dump fault.zip")
                        .by(SystemVerbs::dump));
    }

    private static Verb.Builder<SystemServices> verb(String name) {
        return Verb.named(SCOPE, name);
    }

    private static Answer status(Call<SystemServices> call) {
        call.operands(0, 0);
        return Answer.of(SystemStatus.of(call.services().context()));
    }

    private static Answer why(Call<SystemServices> call) {
        List<String> words = call.operands(0, 1);
        ComponentReport components = call.services().components();
        List<ComponentReport.Finding> found =
                words.isEmpty() ? components.unsatisfied() : components.find(words.get(0));
        if (found.isEmpty() && !words.isEmpty()) {
            throw new CommandFailure(
                    "there is no component '" + words.get(0) + "'; scr:list or sys:why without a name show some");
        }
        return Answer.of(new Listing<>(ComponentReport.Finding.class, found));
    }

    private static Answer cause(Call<SystemServices> call) {
        call.operands(0, 0);
        return Answer.of(call.circumstances()
                .variable(FAILURE)
                .filter(Throwable.class::isInstance)
                .map(Throwable.class::cast)
                .map(failure ->
                        call.has(Option.TRACE) ? Causes.trace(failure) : String.join("\n", Causes.chain(failure)))
                .orElse("nothing has failed in this shell"));
    }

    private static Answer dump(Call<SystemServices> call) {
        List<String> words = call.operands(0, 1);
        String name = words.isEmpty() ? "bioxen-" + STAMP.format(LocalDateTime.now()) + ".zip" : words.get(0);
        Path file = call.path(name);
        SystemServices services = call.services();
        try {
            new SystemDump(services.context()).write(file, services.components().unsatisfied());
        } catch (FileAlreadyExistsException there) {
            throw new CommandFailure("sys:dump makes a new file, and " + file + " is there already", there);
        } catch (IOException failed) {
            throw new CommandFailure("sys:dump to " + file + " failed: " + failed, failed);
        }
        return Answer.of("wrote " + file);
    }
}
