// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.command;

import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Process;
import org.bioxen.api.vm.BackendInfo;
import org.bioxen.api.vm.ExecutionOptions;
import org.bioxen.api.vm.ExecutionResult;
import org.bioxen.api.vm.LuaVmException;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.Script;
import org.bioxen.api.vm.StandardStream;
import org.bioxen.api.vm.StateAfter;
import org.bioxen.api.vm.Vm;
import org.bioxen.api.vm.VmInfo;
import org.bioxen.api.vm.VmManager;
import org.bioxen.api.vm.VmSpec;
import org.bioxen.shell.cli.ScriptFile;
import org.bioxen.shell.options.Arguments;
import org.bioxen.shell.options.Option;
import org.bioxen.shell.options.UsageException;
import org.bioxen.shell.options.VmOptions;
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
            CommandProcessor.COMMAND_FUNCTION + "=interrupt",
            CommandProcessor.COMMAND_FUNCTION + "=terminate",
            CommandProcessor.COMMAND_FUNCTION + "=backends"
        })
public final class VmCommands {
    private static final Set<Option> CREATE_OPTIONS = EnumSet.range(Option.BACKEND, Option.LABEL);

    private final VmManager manager;

    /**
     * Called by Declarative Services.
     *
     * @param gogo not called; the commands shall be there only where Gogo is
     */
    @Activate
    public VmCommands(@Reference VmManager manager, @Reference CommandProcessor gogo) {
        this.manager = manager;
    }

    /** Makes a VM. */
    @Descriptor("makes a VM and starts its engine; at the level constrained unless --level says otherwise")
    public VmInfo create(
            CommandSession session,
            @Descriptor("[--backend NAME] [--lua EXECUTABLE] [--level LEVEL] [--read PATH]… [--write PATH]…"
                            + " [--pass-env NAME]… [--networked] [--timeout TIME] [--memory SIZE] [--output SIZE]"
                            + " [--debug] [--persistent] [--label KEY=VALUE]… [ID]")
                    String... arguments) {
        Arguments given = Arguments.mixed(CREATE_OPTIONS, strings(arguments));
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
        return attempt(() -> manager.create(spec.build()).info());
    }

    /** Runs a chunk. */
    @Descriptor("runs a chunk in a VM and prints what it returns; the result is left in $result")
    public void exec(
            CommandSession session,
            @Descriptor("ID CODE…: id of the VM, Lua source in quotes: 'return 2 + 2'") String... arguments) {
        List<String> given = strings(arguments);
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
        List<String> given = strings(arguments);
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
        Process process = Process.Utils.current();
        PrintStream out = process == null ? session.getConsole() : process.out();
        PrintStream err = process == null ? session.getConsole() : process.err();
        options.outputListener((stream, bytes) -> copy(bytes, stream == StandardStream.STDOUT ? out : err));
        ExecutionResult result = attempt(() -> manager.get(id).execute(script, options.build()));
        session.put("result", result);
        if (result.outcome() == Outcome.INTERRUPTED) {
            // Ctrl-C has done its work; Gogo would tell of it once more, as an exception.
            Thread.interrupted();
        }
        if (result.stateAfter() == StateAfter.RESET) {
            err.println("note: the VM's state was reset, what it held before is gone");
        } else if (result.stateAfter() == StateAfter.LOST && result.outcome() != Outcome.NOT_STARTED) {
            err.println("note: the VM's state is lost");
        }
        if (!result.success()) {
            throw new ScriptFailure(result);
        }
    }

    private static void copy(ByteBuffer bytes, PrintStream out) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        out.write(copy, 0, copy.length);
        if (out.checkError()) {
            throw new CommandFailure("the output of the command is closed");
        }
    }

    /** Lists the living VMs. */
    @Descriptor("lists the living VMs")
    public List<VmInfo> list() {
        return new Listing<>(VmInfo.class, manager.list());
    }

    /** Shows one VM. */
    @Descriptor("shows a VM")
    public VmInfo info(@Descriptor("ID of the VM") String... arguments) {
        String id = id("vm:info", arguments);
        return attempt(() -> manager.get(id).info());
    }

    /** Interrupts what runs. */
    @Descriptor("stops the script that a VM runs; its state may be lost by that")
    public String interrupt(@Descriptor("ID of the VM") String... arguments) {
        String id = id("vm:interrupt", arguments);
        Vm vm = attempt(() -> manager.get(id));
        return vm.interrupt() ? "interrupted " + id : "nothing runs on " + id;
    }

    /** Closes VMs. */
    @Descriptor("ends VMs, whoever made them")
    public void terminate(@Descriptor("IDs of the VMs") String... ids) {
        if (ids.length == 0) {
            throw new UsageException("vm:terminate needs the ID of a VM; vm:list shows them");
        }
        for (String id : strings(ids)) {
            attempt(() -> {
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

    private static String id(String command, String... arguments) {
        if (arguments.length != 1) {
            throw new UsageException(
                    command + " takes the ID of one VM, but was given " + strings(arguments) + "; vm:list shows them");
        }
        return strings(arguments).get(0);
    }

    private static <T> T attempt(Supplier<T> call) {
        try {
            return call.get();
        } catch (LuaVmException refused) {
            throw new CommandFailure(refused.getMessage(), refused);
        }
    }

    /** Gogo gives {@code null} where the word {@code null} was typed. */
    private static List<String> strings(String[] words) {
        List<String> texts = new ArrayList<>(words.length);
        for (String word : words) {
            texts.add(String.valueOf(word));
        }
        return texts;
    }
}
