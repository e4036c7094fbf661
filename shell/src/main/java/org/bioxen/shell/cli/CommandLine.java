// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.cli;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.bioxen.api.curator.Curator;
import org.bioxen.api.curator.EnvironmentManager;
import org.bioxen.api.curator.PackageManager;
import org.bioxen.api.curator.RepositoryManager;
import org.bioxen.api.session.SessionManager;
import org.bioxen.api.vm.LuaVmException;
import org.bioxen.api.vm.Script;
import org.bioxen.api.vm.VmManager;
import org.bioxen.api.vm.VmManagerException;
import org.bioxen.shell.configuration.ConfigurationVerbs;
import org.bioxen.shell.configuration.Configurations;
import org.bioxen.shell.curator.CuratorServices;
import org.bioxen.shell.curator.EnvironmentVerbs;
import org.bioxen.shell.curator.PackageVerbs;
import org.bioxen.shell.curator.RepositoryVerbs;
import org.bioxen.shell.options.Arguments;
import org.bioxen.shell.options.Option;
import org.bioxen.shell.options.Spelling;
import org.bioxen.shell.options.UsageException;
import org.bioxen.shell.output.Causes;
import org.bioxen.shell.output.Display;
import org.bioxen.shell.repl.SessionPrompt;
import org.bioxen.shell.verb.Scope;
import org.bioxen.shell.verb.Scopes;
import org.bioxen.shell.verb.Verb;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.LoggerFactory;

/**
 * The command line of the platform: takes the arguments of the process, does what they say, returns the exit code. The launcher
 * calls it on its main thread and interrupts that thread when the process is asked to end. Never throws.
 */
@Component(service = ToIntFunction.class, property = "bioxen.main:Boolean=true")
public final class CommandLine implements ToIntFunction<String[]> {
    /** What {@code exec} and {@code run} take. */
    static final Set<Option> SCRIPT_OPTIONS = scriptOptions();

    /** What {@code repl} takes. */
    static final Set<Option> REPL_OPTIONS = replOptions();

    private static final List<String> COMMANDS =
            List.of("exec", "run", "repl", "start", "stop", "status", "server", "client", "doctor", "clean", "help");

    private final BundleContext context;
    private final Console console;
    private final ScriptRunner runner;

    /** Called by Declarative Services. */
    @Activate
    public CommandLine(BundleContext context, @Reference VmManager manager) {
        this(context, manager, Console.ofProcess());
    }

    CommandLine(BundleContext context, VmManager manager, Console console) {
        this.context = context;
        this.console = console;
        this.runner = new ScriptRunner(manager, console);
    }

    private static Set<Option> scriptOptions() {
        Set<Option> options = EnumSet.range(Option.BACKEND, Option.DEBUG);
        options.add(Option.JSON);
        options.add(Option.QUIET);
        options.add(Option.HELP);
        return options;
    }

    private static Set<Option> replOptions() {
        Set<Option> options = EnumSet.range(Option.BACKEND, Option.DEBUG);
        options.addAll(EnumSet.of(Option.VM, Option.QUIET, Option.HELP));
        return options;
    }

    @Override
    public int applyAsInt(String[] args) {
        int code;
        try {
            code = display().during(() -> dispatch(Arrays.asList(args)));
        } catch (UsageException wrong) {
            console.complain(wrong.getMessage() + "; try 'bioxen --help'");
            explain(wrong);
            code = ExitCode.USAGE;
        } catch (ScriptFile.UnreadableException unreadable) {
            console.complain(unreadable.getMessage());
            code = ExitCode.SCRIPT_ERROR;
        } catch (LuaVmException refused) {
            console.complain(refused.getMessage());
            explain(refused);
            code = ExitCode.PLATFORM_ERROR;
        } catch (RuntimeException unexpected) {
            LoggerFactory.getLogger(CommandLine.class).error("The command line failed", unexpected);
            console.complain("failed unexpectedly, the log has the details: " + unexpected);
            code = ExitCode.PLATFORM_ERROR;
        }
        return console.outputClosed() ? ExitCode.OUTPUT_CLOSED : code;
    }

    /** The terminal that tables have to fit, if standard output is one: the start script has looked. */
    private static Display display() {
        int columns = Integer.getInteger("bioxen.columns", 0);
        boolean colours = Display.coloursWelcome(System.getenv("NO_COLOR"), System.getenv("TERM"));
        return columns == 0 ? Display.PLAIN : new Display(columns, colours);
    }

    /** Where who started this wants to see everything: what caused a failure. */
    private void explain(Exception failure) {
        Causes.wanted(failure).forEach(line -> console.printError(line + "\n"));
    }

    private int dispatch(List<String> args) throws ScriptFile.UnreadableException {
        if (args.isEmpty()) {
            throw new UsageException("no command was given");
        }
        List<String> rest = args.subList(1, args.size());
        switch (args.get(0)) {
            case "exec":
                return exec(Arguments.mixed(SCRIPT_OPTIONS, rest));
            case "run":
                return run(Arguments.optionsFirst(SCRIPT_OPTIONS, rest));
            case "repl":
                return repl(Arguments.mixed(REPL_OPTIONS, rest));
            case "-c":
                return shellScript(rest);
            case "server":
                return server(rest);
            case PackageVerbs.SCOPE:
                return verb(PackageVerbs.scope(), rest, this::curator);
            case EnvironmentVerbs.SCOPE:
                return verb(EnvironmentVerbs.scope(), rest, this::curator);
            case RepositoryVerbs.SCOPE:
                return verb(RepositoryVerbs.scope(), rest, this::curator);
            case ConfigurationVerbs.SCOPE:
                return verb(ConfigurationVerbs.scope(), rest, this::configurations);
            case "help":
            case "--help":
            case "-h":
                return help(rest);
            case "--version":
                return version();
            default:
                if (ShellFile.isOne(args.get(0))) {
                    return run(ShellFile.read(args.get(0), Path.of("").toAbsolutePath(), rest));
                }
                throw new UsageException("there is no command '" + args.get(0) + "'"
                        + (args.get(0).endsWith(".lua")
                                ? "; to run a script, 'bioxen run " + args.get(0) + "'"
                                : Spelling.question(
                                        args.get(0),
                                        Stream.concat(COMMANDS.stream(), Scopes.NAMES.stream())
                                                .toList())));
        }
    }

    private int exec(Arguments arguments) {
        if (arguments.has(Option.HELP)) {
            return print(Help.exec());
        }
        List<String> operands = arguments.operands();
        if (operands.isEmpty()) {
            throw new UsageException("exec needs CODE: bioxen exec 'return 2 + 2'");
        }
        if (operands.size() > 1) {
            throw new UsageException(
                    "exec takes one CODE, but was given " + operands.size() + "; quote it as one argument");
        }
        Script script = Script.of(operands.get(0)).named("=exec");
        return runner.run(arguments, script, console.in(), !arguments.has(Option.QUIET), true);
    }

    private int run(Arguments arguments) throws ScriptFile.UnreadableException {
        if (arguments.has(Option.HELP)) {
            return print(Help.run());
        }
        List<String> operands = arguments.operands();
        if (operands.isEmpty()) {
            throw new UsageException("run needs FILE: bioxen run script.lua");
        }
        String file = operands.get(0);
        InputStream in = console.in();
        Script script = file.equals("-") ? ScriptFile.read(in) : ScriptFile.read(file, Path.of(""));
        if (script.length() == 0 && !arguments.has(Option.QUIET)) {
            // Valid Lua, so it runs; but whoever gives an empty file has most likely lost something.
            console.complain((file.equals("-") ? "standard input" : file) + " is empty: there is nothing to run");
        }
        String[] args = operands.subList(1, operands.size()).toArray(new String[0]);
        return runner.run(arguments, script.withArguments(args), in, false, false);
    }

    private int repl(Arguments arguments) {
        if (arguments.has(Option.HELP)) {
            return print(Help.repl());
        }
        if (!arguments.operands().isEmpty()) {
            throw new UsageException("repl takes no operands, but was given " + arguments.operands()
                    + "; --vm names the session, and run runs a file");
        }
        SessionManager sessions = find(SessionManager.class)
                .orElseThrow(() -> new VmManagerException(
                        "there are no sessions: the bundle org.bioxen.core.session does not run"));
        Optional<Path> data =
                Optional.ofNullable(context.getProperty("bioxen.data")).map(Path::of);
        return new ReplRunner(sessions, console, new SessionPrompt(data)).run(arguments);
    }

    private int shellScript(List<String> args) {
        if (args.size() != 1) {
            throw new UsageException("-c takes one SCRIPT, but was given " + args.size() + " arguments");
        }
        return run(new ShellScripts.Request(args.get(0), Path.of("").toAbsolutePath(), Map.of()));
    }

    private int run(ShellScripts.Request script) {
        return service(ShellScripts.class).run(script, console.in(), console.out(), console.err());
    }

    private int server(List<String> args) {
        if (!args.isEmpty()) {
            return helpOrNot("server", args);
        }
        service(LocalServer.class).serve(socket -> console.complain("listening on " + socket));
        return ExitCode.OK;
    }

    /** One verb on files: it needs no server. */
    private <S> int verb(Scope<S> scope, List<String> args, Supplier<S> services) {
        if (args.isEmpty()) {
            throw new UsageException(scope.name() + " needs a VERB: bioxen " + scope.name() + " list; bioxen help "
                    + scope.name() + " shows them all");
        }
        if (Verb.asksForHelp(args.get(0))) {
            return print(scope.help());
        }
        Verb<S> verb = scope.get(args.get(0));
        List<String> words = args.subList(1, args.size());
        if (words.size() == 1 && Verb.asksForHelp(words.get(0))) {
            return print(verb.help());
        }
        boolean terminal = Boolean.parseBoolean(context.getProperty("bioxen.progress"));
        return new VerbRunner<>(scope, services.get(), console, terminal).run(verb, words);
    }

    private CuratorServices curator() {
        return new CuratorServices(
                curatorService(Curator.class),
                curatorService(PackageManager.class),
                curatorService(EnvironmentManager.class),
                curatorService(RepositoryManager.class));
    }

    private Configurations configurations() {
        return find(Configurations.class)
                .orElseThrow(
                        () -> new VmManagerException(
                                "there are no configurations: Config Admin or the metatype service does not run; install and start both"));
    }

    private <S> S curatorService(Class<S> type) {
        return find(type)
                .orElseThrow(() -> new VmManagerException(
                        "there are no packages: the bundle org.bioxen.curator does not run; install and start it"));
    }

    private int helpOrNot(String command, List<String> args) {
        if (args.equals(List.of(Option.HELP.flag()))) {
            return help(List.of(command));
        }
        throw new UsageException(command + " takes no arguments, but was given " + args);
    }

    private <S> S service(Class<S> type) {
        return find(type)
                .orElseThrow(() -> new VmManagerException(
                        "the shell commands are not there, because Gogo is not; install and start its bundles"));
    }

    private <S> Optional<S> find(Class<S> type) {
        return Optional.ofNullable(context.getServiceReference(type)).map(context::getService);
    }

    private int help(List<String> args) {
        if (args.isEmpty()) {
            return print(Help.overview());
        }
        switch (args.get(0)) {
            case "exec":
                return print(Help.exec());
            case "run":
                return print(Help.run());
            case "repl":
                return print(Help.repl());
            case "-c":
                return print(Help.shellScript());
            case "start":
                return print(Help.start());
            case "stop":
                return print(Help.stop());
            case "status":
                return print(Help.status());
            case "doctor":
                return print(Help.doctor());
            case "clean":
                return print(Help.clean());
            case "server":
                return print(Help.server());
            case "client":
                return print(Help.client());
            default:
                if (ShellFile.isOne(args.get(0))) {
                    return print(Help.shellScriptFile());
                }
                return print(helpOnCommands(args));
        }
    }

    /** Of {@code vm}, {@code vm create} or {@code vm:create}. */
    private static String helpOnCommands(List<String> args) {
        String name = args.get(0);
        Optional<Scope<?>> scope = Scopes.find(name);
        if (scope.isPresent()) {
            return args.size() == 1
                    ? scope.get().help()
                    : scope.get().get(args.get(1)).help();
        }
        return Scopes.verb(name)
                .orElseThrow(() -> new UsageException("there is no help on '" + name + "'"
                        + Spelling.question(
                                name,
                                Stream.concat(COMMANDS.stream(), Scopes.NAMES.stream())
                                        .toList())))
                .help();
    }

    private int version() {
        return print("bioxen " + context.getBundle().getVersion() + " on Java " + System.getProperty("java.version"));
    }

    private int print(String text) {
        console.print(text);
        return ExitCode.OK;
    }
}
