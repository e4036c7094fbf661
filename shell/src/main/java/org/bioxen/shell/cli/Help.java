// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.cli;

import org.bioxen.shell.options.OptionHelp;

/** What {@code help} prints. */
public final class Help {
    private Help() {}

    static String overview() {
        return """
                bioxen runs Lua scripts in VMs of their own.

                  bioxen                            interactive shell
                  bioxen exec [OPTION…] CODE        runs one chunk and prints what it returns
                  bioxen run [OPTION…] FILE [ARG…]  runs a script; - reads it from standard input
                  bioxen repl [OPTION…]             a Lua prompt
                  bioxen -c SCRIPT                  runs a script of shell commands
                  bioxen FILE.gosh [ARG…]           the same, from a file
                  bioxen start|stop|status          starts a server in the background, ends it, tells whether it runs
                  bioxen server                     keeps VMs and sessions for clients, until it is told to end
                  bioxen client [-c SCRIPT]         a shell on the server, or one script
                  bioxen SCOPE VERB [ARG…]          one command of the shell, on the server: vm, session, log, sys, bundle
                  bioxen pkg VERB [ARG…]            installs, updates, removes and lists packages
                  bioxen env VERB [ARG…]            the environments that packages are installed in
                  bioxen repo VERB [ARG…]           the catalogs that packages come from
                  bioxen config VERB [ARG…]         what is configured in etc/, and what could be
                  bioxen doctor                     what of this machine works, and what to install
                  bioxen clean                      removes what is made again when it is needed
                  bioxen help [COMMAND]             this help, or that of a command
                  bioxen --version                  the version

                Exit codes: 0 completed, 1 script error, 2 wrong usage, 3 platform error, 124 timed out,
                130 interrupted, 137 limit exceeded; what a script gives to os.exit passes through.""";
    }

    static String exec() {
        return """
                bioxen exec [OPTION…] CODE

                Runs CODE in a fresh VM and prints what it returns; an expression needs no return. Standard
                input is what io.read reads. The VM is trusted and without limits of time and output unless
                an option says otherwise.

                """ + OptionHelp.table(CommandLine.SCRIPT_OPTIONS);
    }

    static String run() {
        return """
                bioxen run [OPTION…] FILE [ARG…]

                Runs a script in a fresh VM; what follows FILE is the script's own, as arg and as ... in it. FILE
                may be - for standard input. The VM is trusted and without limits of time and output unless
                an option says otherwise.

                """ + OptionHelp.table(CommandLine.SCRIPT_OPTIONS);
    }

    static String repl() {
        return """
                bioxen repl [OPTION…]

                A Lua prompt: an expression prints its value, an open block or bracket asks for more, Tab completes,
                the arrow keys bring back what was typed, also in earlier runs. Ctrl-C stops what runs or clears the
                line, Ctrl-D ends. Without a terminal, standard input is worked off line by line and nothing but the
                output is printed; the exit code is 1 if something failed. What a script gives to os.exit passes through.
                The VM is trusted and without limits of time and output unless an option says otherwise.

                """ + OptionHelp.table(CommandLine.REPL_OPTIONS);
    }

    static String shellScript() {
        return """
                bioxen -c SCRIPT

                Runs a script of shell commands, prints what the last of them returns and exits with 0, or with the
                code of the one that failed and ended it. Try bioxen -c help for the commands and
                bioxen -c 'help vm:create' for one of them. What etc/init.gosh has is run before.""";
    }

    static String shellScriptFile() {
        return """
                bioxen FILE.gosh [ARG…]

                Runs a file of shell commands as -c runs its SCRIPT. What follows FILE is the script's own, as $args, $1,
                $2 and so on; $0 is FILE. With #!/usr/bin/env bioxen as its first line the file is a program, and
                may have any name.""";
    }

    /** How a server is started in the background. */
    public static String start() {
        return """
                bioxen start [--timeout TIME]

                Starts a server in the background, waits until it listens, 90s at most unless --timeout says otherwise, and says
                where that is. Exit codes: 0 a server runs, also when one did before; 3 it does not start, and the
                reason in one line. What it prints goes to server.out in the log directory.""";
    }

    /** How a server is ended. */
    public static String stop() {
        return """
                bioxen stop [--timeout TIME]

                Tells the server of this data directory to end and waits for that, 30s at most unless --timeout says otherwise.
                Exit codes: 0 no server runs, also when none did before; 3 it still lives.""";
    }

    /** How one asks for a server. */
    public static String status() {
        return """
                bioxen status [--json]

                Tells whether a server runs for this data directory, in which process, since when, and where it listens.
                Exit codes: 0 it runs; 1 none does; 3 that cannot be told.""";
    }

    /** How the machine is examined. */
    public static String doctor() {
        return """
                bioxen doctor [--json]

                Looks at what the platform needs of this machine, and tells it line by line: OK; WARN, something will
                not be there, or not as well; FAIL, nothing will work before that is mended. Starts no VM and no
                container. Exit codes: 0 nothing fails; 3 something does.""";
    }

    static String clean() {
        return """
                bioxen clean

                Removes what is made again when it is needed: classes prepared for faster starts, and what processes that were
                killed have left behind. Not while a server or a command runs. Environments, packages, catalogs,
                configurations, logs and histories stay. Exit codes: 0 done; 3 it could not be.""";
    }

    static String server() {
        return """
                bioxen server

                Runs the platform without a terminal and serves 'bioxen client', 'bioxen vm' and 'bioxen session' on a
                socket in the data directory, which only you can reach. Says on standard error where it
                listens; SIGTERM or Ctrl-C end it, with exit code 0 once everything has ended in good order.""";
    }

    /** How a client is used. */
    public static String client() {
        return """
                bioxen client [-c SCRIPT]
                bioxen SCOPE VERB [ARG…]

                The interactive shell on the server that runs for the same data directory; with -c, or with standard input
                or output elsewhere than at a terminal, a script of shell commands. Ctrl-C interrupts what
                runs, Ctrl-D or exit leave. The second is one command of the scopes vm, session, log, sys and bundle, as in
                bioxen vm exec lab 'return 2 + 2'; bioxen SCOPE --help lists them, bioxen SCOPE VERB --help explains one,
                both without a server. Exit codes are those of the commands; 3 also where no server runs.""";
    }
}
