// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.bioxen.api.vm.BackendInfo;
import org.bioxen.api.vm.Execution;
import org.bioxen.api.vm.ExecutionOptions;
import org.bioxen.api.vm.ExecutionResult;
import org.bioxen.api.vm.Script;
import org.bioxen.api.vm.Vm;
import org.bioxen.api.vm.VmGroup;
import org.bioxen.api.vm.VmInfo;
import org.bioxen.api.vm.VmManager;
import org.bioxen.api.vm.VmMetrics;
import org.bioxen.api.vm.VmSpec;
import org.bioxen.api.vm.VmTotals;
import org.bioxen.shell.cli.ScriptFile;
import org.bioxen.shell.options.Arguments;
import org.bioxen.shell.options.Option;
import org.bioxen.shell.options.Quantities;
import org.bioxen.shell.options.UsageException;
import org.bioxen.shell.options.VmOptions;
import org.bioxen.shell.output.Listing;
import org.bioxen.shell.output.Table;
import org.bioxen.shell.verb.CommandFailure;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The commands of the scope {@code vm}. Thread-safe: what they work on is.
 *
 * <p>Arguments come as words and are checked here, because Gogo's own message about a missing one is no help.
 *
 * <p>A script that fails is an exception here, and its result is in the exception, so that a shell script stops at it; the output of
 * a script goes where the command's output goes while the script runs, and its result is left in the session variable {@code
 * result}.
 */
@Component(
        service = VmCommands.class,
        // Gogo gets and ungets the service around each call; a delayed component would be made anew each time.
        immediate = true,
        property = {
            CommandProcessor.COMMAND_SCOPE + "=vm",
            CommandProcessor.COMMAND_FUNCTION + "=create",
            CommandProcessor.COMMAND_FUNCTION + "=exec",
            CommandProcessor.COMMAND_FUNCTION + "=run",
            CommandProcessor.COMMAND_FUNCTION + "=list",
            CommandProcessor.COMMAND_FUNCTION + "=info",
            CommandProcessor.COMMAND_FUNCTION + "=submit",
            CommandProcessor.COMMAND_FUNCTION + "=await",
            CommandProcessor.COMMAND_FUNCTION + "=group",
            CommandProcessor.COMMAND_FUNCTION + "=broadcast",
            CommandProcessor.COMMAND_FUNCTION + "=metrics",
            CommandProcessor.COMMAND_FUNCTION + "=interrupt",
            CommandProcessor.COMMAND_FUNCTION + "=terminate",
            CommandProcessor.COMMAND_FUNCTION + "=backends"
        })
public final class VmCommands {
    private static final Set<Option> CREATE_OPTIONS = EnumSet.range(Option.BACKEND, Option.LABEL);

    private final VmManager manager;
    private final VmMetrics metrics;
    private final Map<String, VmGroup> groups = new ConcurrentSkipListMap<>();

    /**
     * Called by Declarative Services.
     *
     * @param gogo not called; the commands shall be there only where Gogo is
     */
    @Activate
    public VmCommands(@Reference VmManager manager, @Reference VmMetrics metrics, @Reference CommandProcessor gogo) {
        this.manager = manager;
        this.metrics = metrics;
    }

    /** Makes a VM. */
    @Descriptor("makes a VM and starts its engine; at the level constrained unless --level says otherwise")
    public VmInfo create(
            CommandSession session,
            @Descriptor("[--backend NAME] [--lua EXECUTABLE] [--level LEVEL] [--read PATH]… [--write PATH]…"
                            + " [--pass-env NAME]… [--networked] [--timeout TIME] [--memory SIZE] [--output SIZE]"
                            + " [--debug] [--persistent] [--lua-version VERSION] [--rebind POLICY] [--preload FILE]…"
                            + " [--env NAME] [--cpu TIME] [--instructions COUNT] [--call-depth COUNT] [--source SIZE]"
                            + " [--label KEY=VALUE]… [ID]")
                    String... arguments) {
        Arguments given = Arguments.mixed(CREATE_OPTIONS, GogoWords.texts(arguments));
        if (given.operands().size() > 1) {
            throw new UsageException("vm:create takes one ID, but was given " + given.operands());
        }
        VmSpec.Builder spec = VmOptions.lasting(given, session.currentDir());
        if (!given.operands().isEmpty()) {
            try {
                spec.id(given.operands().get(0));
            } catch (IllegalArgumentException wrong) {
                throw new UsageException(wrong.getMessage());
            }
        }
        return CommandFailure.attempt(() -> manager.create(spec.build()).info());
    }

    /** Runs a chunk. */
    @Descriptor("runs a chunk in a VM and prints what it returns; the result is left in $result")
    public void exec(
            CommandSession session,
            @Descriptor("ID CODE…: id of the VM, Lua source in quotes: 'return 2 + 2'") String... arguments) {
        List<String> given = GogoWords.texts(arguments);
        if (given.size() < 2) {
            throw new UsageException("vm:exec needs the ID of a VM and CODE: vm:exec ID 'return 2 + 2'");
        }
        Script script = Script.of(String.join(" ", given.subList(1, given.size())));
        execute(session, given.get(0), script, ExecutionOptions.builder().expressionFirst(true));
    }

    /** Runs a script file. */
    @Descriptor("runs a script file in a VM; the result is left in $result")
    public void run(
            CommandSession session,
            @Descriptor("ID FILE [ARG…]: id of the VM, the file, arguments of the script, as arg and as ... in it")
                    String... arguments) {
        List<String> given = GogoWords.texts(arguments);
        if (given.size() < 2) {
            throw new UsageException("vm:run needs the ID of a VM and a FILE: vm:run ID script.lua");
        }
        Script script;
        try {
            script = ScriptFile.read(given.get(1), session.currentDir());
        } catch (ScriptFile.UnreadableException unreadable) {
            throw new CommandFailure(unreadable.getMessage());
        }
        String[] args = given.subList(2, given.size()).toArray(new String[0]);
        execute(
                session,
                given.get(0),
                script.withArguments(args),
                ExecutionOptions.builder().echo(false));
    }

    private void execute(CommandSession session, String id, Script script, ExecutionOptions.Builder options) {
        CommandFailure.attempt(() -> {
            ScriptRuns.inForeground(session, manager.get(id), script, options);
            return id;
        });
    }

    /** Runs a chunk while the shell goes on. */
    @Descriptor(
            "runs a chunk in a VM while the shell goes on, as in e = (vm:submit ID CODE); its output appears as it comes")
    public Execution submit(
            CommandSession session, @Descriptor("ID CODE…: id of the VM, Lua source in quotes") String... arguments) {
        List<String> given = GogoWords.texts(arguments);
        if (given.size() < 2) {
            throw new UsageException("vm:submit needs the ID of a VM and CODE: vm:submit ID 'return 2 + 2'");
        }
        Script script = Script.of(String.join(" ", given.subList(1, given.size())));
        Execution execution =
                CommandFailure.attempt(() -> ScriptRuns.inBackground(session, manager.get(given.get(0)), script));
        session.put("execution", execution);
        return execution;
    }

    /** Waits for a submitted chunk. */
    @Descriptor("waits until a submitted chunk has ended, and shows how")
    public ExecutionResult await(
            CommandSession session, @Descriptor("what vm:submit gave: $execution is the last") Execution execution) {
        ExecutionResult result = ScriptRuns.await(session, execution);
        session.put("result", result);
        return result;
    }

    /** Lists the living VMs. */
    @Descriptor("lists the living VMs")
    public List<VmInfo> list() {
        return new Listing<>(VmInfo.class, manager.list());
    }

    /** Shows one VM. */
    @Descriptor("shows a VM")
    public VmInfo info(@Descriptor("ID of the VM") String... arguments) {
        String id = GogoWords.id("vm:info", "VM", GogoWords.texts(arguments));
        return CommandFailure.attempt(() -> manager.get(id).info());
    }

    /** Interrupts what runs. */
    @Descriptor("stops the script that a VM runs; its state may be lost by that")
    public String interrupt(@Descriptor("ID of the VM") String... arguments) {
        String id = GogoWords.id("vm:interrupt", "VM", GogoWords.texts(arguments));
        Vm vm = CommandFailure.attempt(() -> manager.get(id));
        return vm.interrupt() ? "interrupted " + id : "nothing runs on " + id;
    }

    /** Makes a group, or lists them. */
    @Descriptor("makes like VMs NAME-1, NAME-2 and so on; without arguments lists the groups")
    public List<VmInfo> group(
            CommandSession session, @Descriptor("[options of vm:create] NAME COUNT") String... arguments) {
        Arguments given = Arguments.mixed(CREATE_OPTIONS, GogoWords.texts(arguments));
        if (given.operands().isEmpty()) {
            return infos(groups.values().stream().flatMap(group -> group.vms().stream()));
        }
        if (given.operands().size() != 2) {
            throw new UsageException("vm:group takes a NAME and a COUNT: vm:group --level trusted workers 4");
        }
        String name = given.operands().get(0);
        int count = Quantities.count("COUNT", given.operands().get(1));
        VmSpec spec = VmOptions.lasting(given, session.currentDir()).build();
        VmGroup group;
        try {
            group = CommandFailure.attempt(() -> manager.group(name, count, spec));
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(wrong.getMessage());
        }
        groups.put(name, group);
        return infos(group.vms().stream());
    }

    private static List<VmInfo> infos(Stream<Vm> vms) {
        return new Listing<>(VmInfo.class, vms.map(Vm::info).toList());
    }

    /** Runs a chunk in each VM of a group. */
    @Descriptor("runs a chunk in every VM of a group and shows what came of it; the results are left in $results")
    public void broadcast(
            CommandSession session,
            @Descriptor("NAME CODE…: name of the group, Lua source in quotes") String... arguments) {
        List<String> given = GogoWords.texts(arguments);
        if (given.size() < 2) {
            throw new UsageException("vm:broadcast needs the NAME of a group and CODE: vm:broadcast workers 'x = 1'");
        }
        VmGroup group = groups.get(given.get(0));
        if (group == null) {
            throw new CommandFailure("there is no group '" + given.get(0) + "'; vm:group makes one");
        }
        Script script = Script.of(String.join(" ", given.subList(1, given.size())));
        ExecutionOptions options =
                ExecutionOptions.builder().expressionFirst(true).build();
        List<Execution> executions = CommandFailure.attempt(() -> group.broadcast(script, options));
        List<ExecutionResult> results = new ArrayList<>();
        TerminalInterrupts.Handling ctrlC =
                TerminalInterrupts.handle(session, () -> executions.forEach(Execution::interrupt));
        try {
            executions.forEach(execution -> results.add(ScriptRuns.await(execution)));
        } finally {
            ctrlC.end();
        }
        session.put("results", results);
        Table table = new Table("VM", "OUTCOME", "OUTPUT", "ERROR");
        for (int i = 0; i < results.size(); i++) {
            ExecutionResult result = results.get(i);
            table.row(
                    executions.get(i).vmId(),
                    result.outcome().name(),
                    oneLine(result.stdout()),
                    result.error().map(error -> oneLine(error.message())).orElse("-"));
        }
        ScriptRuns.out(session).println(table);
        long failed = results.stream().filter(result -> !result.success()).count();
        if (failed > 0) {
            throw new CommandFailure("the script did not succeed in " + failed + " of " + results.size() + " VMs");
        }
    }

    private static String oneLine(String text) {
        String line = text.strip().lines().findFirst().orElse("-");
        return text.strip().equals(line) || line.equals("-") ? line : line + " …";
    }

    /** Shows what the platform does. */
    @Descriptor("shows what all VMs together have done and do")
    public VmTotals metrics() {
        return metrics.totals();
    }

    /** Closes VMs. */
    @Descriptor("ends VMs, whoever made them; the name of a group ends all of its VMs")
    public void terminate(@Descriptor("IDs of VMs, names of groups") String... ids) {
        if (ids.length == 0) {
            throw new UsageException("vm:terminate needs the ID of a VM; vm:list shows them");
        }
        for (String id : GogoWords.texts(ids)) {
            VmGroup group = groups.remove(id);
            if (group != null) {
                group.close();
                continue;
            }
            CommandFailure.attempt(() -> {
                manager.terminate(id);
                return id;
            });
        }
    }

    /** Lists the backends. */
    @Descriptor("lists the backends, best first, and why one is not available")
    public List<BackendInfo> backends() {
        return new Listing<>(BackendInfo.class, manager.backends());
    }
}
