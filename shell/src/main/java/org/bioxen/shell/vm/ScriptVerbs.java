// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.vm;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bioxen.api.vm.Execution;
import org.bioxen.api.vm.ExecutionOptions;
import org.bioxen.api.vm.ExecutionResult;
import org.bioxen.api.vm.Limits;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.Script;
import org.bioxen.api.vm.StateAfter;
import org.bioxen.api.vm.Vm;
import org.bioxen.shell.cli.ScriptFile;
import org.bioxen.shell.options.Noun;
import org.bioxen.shell.options.Option;
import org.bioxen.shell.options.Quantities;
import org.bioxen.shell.output.Listing;
import org.bioxen.shell.verb.Answer;
import org.bioxen.shell.verb.Call;
import org.bioxen.shell.verb.Circumstances;
import org.bioxen.shell.verb.CommandFailure;
import org.bioxen.shell.verb.Verb;

/**
 * The verbs that run scripts on VMs. What a script prints goes to the output of the command while it runs; its result is left in the
 * variable {@code result}; one that fails is an exception with its result, so that a shell script stops at it.
 */
final class ScriptVerbs {
    /** The options that tighten the limits of one run. */
    private static final Set<Option> LIMITS = EnumSet.of(Option.RUN_TIMEOUT, Option.CPU, Option.INSTRUCTIONS);

    private static final Set<Option> REPORT = EnumSet.of(Option.JSON, Option.QUIET);

    private ScriptVerbs() {}

    static List<Verb<VmServices>> all() {
        return List.of(
                VmVerbs.verb("exec")
                        .does("runs a chunk in a VM and prints what it returns; the result is left in $result")
                        .details("An expression needs no return. Several words are joined by spaces; options stand"
                                + " before the ID. Globals stay. --timeout, --cpu and --instructions tighten the VM's"
                                + " limits for this run.")
                        .takes("ID CODE…", Noun.VM, Noun.NONE)
                        .options(LIMITS)
                        .options(REPORT)
                        .optionsFirst()
                        .example("exec lab 'return 2 + 2'")
                        .example("exec --timeout 5s --json lab 'x = 40'")
                        .by(ScriptVerbs::exec),
                VmVerbs.verb("run")
                        .does("runs a script file in a VM; the result is left in $result")
                        .details("What follows FILE is the script's own, as arg and as ... in it; options stand before"
                                + " the ID.")
                        .takes("ID FILE [ARG…]", Noun.VM, Noun.FILE, Noun.FILE)
                        .options(LIMITS)
                        .options(REPORT)
                        .optionsFirst()
                        .example("run lab script.lua")
                        .by(ScriptVerbs::run),
                VmVerbs.verb("submit")
                        .does("runs a chunk in a VM while the shell goes on; its output appears as it comes")
                        .details("What it returns, which is also left in $execution, is what vm:await, vm:output and"
                                + " vm:interrupt take; they find the last one of a VM by the ID of the VM as well.")
                        .takes("ID CODE…", Noun.VM, Noun.NONE)
                        .options(LIMITS)
                        .options(Option.AS_JSON, Option.SILENT)
                        .optionsFirst()
                        .example("submit lab 'return 6 * 7'")
                        .example("=e = (vm:submit lab 'return 6 * 7')")
                        .by(ScriptVerbs::submit),
                VmVerbs.verb("await")
                        .does("waits until a submitted chunk has ended, and shows how; the result is left in $result")
                        .details("Without an ID it is the last that was submitted. Ctrl-C stops the chunk.")
                        .takes("[ID]", Noun.VM)
                        .options(Option.WAIT, Option.AS_JSON, Option.SILENT)
                        .example("await lab")
                        .example("=vm:await $execution")
                        .by(ScriptVerbs::await),
                VmVerbs.verb("output")
                        .does("shows what a submitted chunk has written to standard output so far")
                        .details("Without an ID it is the last that was submitted.")
                        .takes("[ID]", Noun.VM)
                        .options(Option.JSON)
                        .example("output lab")
                        .by(ScriptVerbs::output),
                VmVerbs.verb("broadcast")
                        .does("runs a chunk in every VM of a group and shows what came of it")
                        .details("The results are left in $results. It fails if it did not succeed everywhere.")
                        .takes("NAME CODE…", Noun.GROUP, Noun.NONE)
                        .options(LIMITS)
                        .options(Option.JSON, Option.SILENT)
                        .optionsFirst()
                        .example("broadcast workers 'x = 40'")
                        .example("broadcast --json workers 'x + 2'")
                        .by(ScriptVerbs::broadcast));
    }

    private static Answer exec(Call<VmServices> call) {
        List<String> words = call.operands(2, Integer.MAX_VALUE);
        return execute(call, code(words), options(call).expressionFirst(true));
    }

    private static Answer run(Call<VmServices> call) {
        List<String> words = call.operands(2, Integer.MAX_VALUE);
        try {
            Script script = ScriptFile.read(words.get(1), call.circumstances().directory());
            String[] arguments = words.subList(2, words.size()).toArray(new String[0]);
            return execute(call, script.withArguments(arguments), options(call).echo(false));
        } catch (ScriptFile.UnreadableException unreadable) {
            throw new CommandFailure(unreadable.getMessage());
        }
    }

    private static Answer execute(Call<VmServices> call, Script script, ExecutionOptions.Builder options) {
        Circumstances where = call.circumstances();
        Vm vm = call.services().manager().get(call.operands().get(0));
        if (!call.has(Option.JSON)) {
            options.outputListener(ScriptRuns.toOutput(where));
        }
        ExecutionResult result = ScriptRuns.await(where, vm.submit(script, options.build()));
        if (!call.has(Option.JSON)) {
            tellOfState(result, where.err());
        }
        ScriptRuns.tell(call, VmResult.of(call.services().manager(), vm.id(), result));
        return Answer.nothing();
    }

    private static void tellOfState(ExecutionResult result, PrintStream err) {
        if (result.stateAfter() == StateAfter.RESET) {
            err.println("note: the VM's state was reset, what it held before is gone");
        } else if (result.stateAfter() == StateAfter.LOST && result.outcome() != Outcome.NOT_STARTED) {
            err.println("note: the VM's state is lost");
        }
    }

    private static Answer submit(Call<VmServices> call) {
        List<String> words = call.operands(2, Integer.MAX_VALUE);
        Circumstances where = call.circumstances();
        Execution execution = call.services()
                .manager()
                .get(words.get(0))
                .submit(
                        code(words),
                        options(call)
                                .expressionFirst(true)
                                .outputListener(ScriptRuns.toConsole(where))
                                .build());
        call.services().submissions().add(execution);
        where.keep("execution", execution);
        return Answer.of(execution);
    }

    private static Answer await(Call<VmServices> call) {
        Execution execution = submitted(call);
        Optional<String> most = call.value(Option.WAIT);
        if (most.isPresent()) {
            Duration time = Quantities.time(Option.WAIT, most.get());
            if (ScriptRuns.await(execution, time).isEmpty()) {
                throw new CommandFailure("the script on " + execution.vmId() + " has not ended within "
                        + time.toMillis() + " ms and goes on; vm:interrupt " + execution.vmId() + " stops it");
            }
        }
        ExecutionResult result = ScriptRuns.await(call.circumstances(), execution);
        call.circumstances().keep("result", result);
        return Answer.of(
                call.has(Option.AS_JSON) ? VmResult.of(call.services().manager(), execution.vmId(), result) : result);
    }

    private static Answer output(Call<VmServices> call) {
        Execution execution = submitted(call);
        PrintStream out = call.circumstances().out();
        if (call.has(Option.JSON)) {
            out.println(VmJson.of(execution));
        } else {
            out.print(execution.stdoutSoFar());
        }
        out.flush();
        return Answer.nothing();
    }

    /** What is meant: what was given, or the last of the VM that was named, or the last of all. */
    private static Execution submitted(Call<VmServices> call) {
        List<String> ids = call.operands(0, 1);
        Optional<Execution> given = call.thing(Execution.class);
        if (given.isPresent()) {
            return given.get();
        }
        Submissions submissions = call.services().submissions();
        if (ids.isEmpty()) {
            return call.circumstances()
                    .variable("execution")
                    .filter(Execution.class::isInstance)
                    .map(Execution.class::cast)
                    .or(submissions::last)
                    .orElseThrow(() -> new CommandFailure("nothing was submitted yet; vm:submit does it"));
        }
        String id = ids.get(0);
        return submissions.on(id).orElseThrow(() -> {
            call.services().manager().get(id);
            return new CommandFailure("nothing was submitted to " + id + " yet; vm:submit does it");
        });
    }

    private static Answer broadcast(Call<VmServices> call) {
        List<String> words = call.operands(2, Integer.MAX_VALUE);
        Circumstances where = call.circumstances();
        List<Execution> executions = call.services()
                .groups()
                .get(words.get(0))
                .broadcast(code(words), options(call).expressionFirst(true).build());
        List<ExecutionResult> results = ScriptRuns.await(where, executions);
        where.keep("results", results);
        List<VmResult> ended = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            ended.add(VmResult.of(call.services().manager(), executions.get(i).vmId(), results.get(i)));
        }
        Listing<VmResult> shown = new Listing<>(VmResult.class, ended);
        if (call.has(Option.JSON)) {
            where.out().println(VmJson.of(shown));
        } else if (!call.has(Option.SILENT)) {
            where.out().println(VmText.of(shown));
        }
        long failed = results.stream().filter(result -> !result.success()).count();
        if (failed > 0) {
            throw new CommandFailure("the script did not succeed in " + failed + " of " + results.size() + " VMs");
        }
        return Answer.nothing();
    }

    private static Script code(List<String> words) {
        return Script.of(String.join(" ", words.subList(1, words.size())));
    }

    private static ExecutionOptions.Builder options(Call<VmServices> call) {
        Limits.Builder limits = Limits.none().toBuilder();
        call.value(Option.RUN_TIMEOUT)
                .map(text -> Quantities.time(Option.RUN_TIMEOUT, text))
                .ifPresent(limits::wallTime);
        call.value(Option.CPU).map(text -> Quantities.time(Option.CPU, text)).ifPresent(limits::cpuTime);
        call.value(Option.INSTRUCTIONS)
                .map(text -> Quantities.longCount(Option.INSTRUCTIONS.flag(), text))
                .ifPresent(limits::instructions);
        return ExecutionOptions.builder().echo(!call.has(Option.QUIET)).limits(limits.build());
    }
}
