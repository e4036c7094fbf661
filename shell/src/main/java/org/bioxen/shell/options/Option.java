// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.options;

/** Every option that a command may take. */
public enum Option {
    /** Name of the backend. */
    BACKEND("--backend", "NAME", Noun.BACKEND, "backend to run on; without it, the best one that fits"),
    /** Interpreter of the backend. */
    LUA("--lua", "EXECUTABLE", Noun.INTERPRETER, "interpreter of the backend: lua5.4, luajit, a path"),
    /** Environment of packages. */
    ENV(
            "--env",
            "NAME",
            Noun.ENVIRONMENT,
            "environment of packages; one command alone also takes it from the variable BIOXEN_ENV"),
    /** Sandbox level. */
    LEVEL("--level", "LEVEL", Noun.LEVEL, "how far the script is trusted: trusted, constrained, isolated, untrusted"),
    /** Granted read path. */
    READ("--read", "PATH", Noun.FILE, "lets the script read a file or directory that its level closes", true),
    /** Granted write path. */
    WRITE(
            "--write",
            "PATH",
            Noun.FILE,
            "lets the script read and write a file or directory that its level closes",
            true),
    /** Granted environment variable. */
    PASS_ENV("--pass-env", "NAME", Noun.NONE, "lets the script see an environment variable that its level hides", true),
    /** Network allowed. */
    NETWORKED("--networked", "", "lets the script use the network"),
    /** Wall-clock limit. */
    TIMEOUT("--timeout", "TIME", "wall-clock limit of an execution: 250ms, 5s, 2m, 1h; none for no limit"),
    /** Memory limit. */
    MEMORY("--memory", "SIZE", "memory limit of the VM: 64m (k, m, g)"),
    /** Output limit. */
    OUTPUT("--output", "SIZE", "output limit of an execution: 1m (k, m, g); none for no limit"),
    /** Debug mode of the VM. */
    DEBUG("--debug", "", "logs at debug level for this VM"),
    /** Survives its maker. */
    PERSISTENT("--persistent", "", "keeps the VM until it is terminated, also when its maker stops"),
    /** Lua version. */
    LUA_VERSION("--lua-version", "VERSION", Noun.LUA_VERSION, "Lua version that the backend must run: 5.4"),
    /** What happens when the engine is gone. */
    REBIND(
            "--rebind",
            "POLICY",
            Noun.REBIND,
            "when its engine is gone: never start afresh, on the same version (default), on any"),
    /** Script that is run in each fresh engine. */
    PRELOAD("--preload", "FILE", Noun.FILE, "script that is run in every fresh Lua state of the VM", true),
    /** CPU time limit. */
    CPU("--cpu", "TIME", "CPU-time limit of an execution: 5s"),
    /** Instruction limit. */
    INSTRUCTIONS("--instructions", "COUNT", "instruction limit of an execution"),
    /** Call depth limit. */
    CALL_DEPTH("--call-depth", "COUNT", "how deep calls may be nested"),
    /** Source size limit. */
    SOURCE("--source", "SIZE", "largest source of a script: 64k (k, m, g)"),
    /** Free label. */
    LABEL("--label", "KEY=VALUE", Noun.NONE, "a label for those who list VMs", true),
    /** Lua version of an environment. */
    FOR_LUA(
            "--lua",
            "VERSION",
            Noun.LUA_VERSION,
            "Lua version that the environment is for, 5.1 to 5.5; without it, 5.4"),
    /** Catalog to take something from. */
    CATALOG("--from", "CATALOG", Noun.CATALOG, "catalog to take it from, whatever the order of the catalogs says"),
    /** Plan only. */
    DRY_RUN("--dry-run", "", "shows what would be done, and does nothing"),
    /** No network. */
    OFFLINE("--offline", "", "does without the network: with catalogs as seen last, and what was fetched before"),
    /** Oldest releases. */
    OLDEST("--oldest", "", "takes the oldest releases that will do"),
    /** Releases that must not be taken. */
    EXCLUDE("--exclude", "RELEASES", Noun.INSTALLED, "releases that must not be taken: 'json >= 2'", true),
    /** Releases that were yanked. */
    YANKED("--allow-yanked", "", "takes also releases that their catalog has withdrawn"),
    /** Removal of what others need. */
    FORCE("--force", "", "removes it also if other packages need it"),
    /** Removal of what nobody needs. */
    AUTOREMOVE("--autoremove", "", "removes also what nobody needs any more"),
    /** Wait for the lock. */
    LOCK_TIMEOUT(
            "--lock-timeout",
            "TIME",
            "how long to wait while somebody else changes the environment: 30s; 0 for not at all"),
    /** Most hits of a search. */
    LIMIT("--limit", "COUNT", "how many packages to show at most; without it, 50"),
    /** Place of a catalog. */
    PRIORITY("--priority", "NUMBER", "its place among the catalogs, the highest is asked first; without it, 0"),
    /** Result as JSON. */
    AS_JSON("--json", "", "prints one line with one JSON object instead"),
    /** Nothing but errors. */
    SILENT("--quiet", "", "prints nothing but errors"),
    /** One JSON object instead of the output. */
    JSON("--json", "", "prints one line with one JSON object instead of the output"),
    /** Less said. */
    QUIET("--quiet", "", "no echo of returned values, errors without traceback"),
    /** Help on the command. */
    HELP("--help", "", "this help"),
    /** Id of a VM or session. */
    VM("--vm", "ID", Noun.SESSION, "id of the session and its VM"),
    /** Bound of a session's log. */
    LOG("--log", "SIZE", "how much of its output the session retains: 1m (k, m, g)"),
    /** Bound of a session's history. */
    HISTORY("--history", "COUNT", "how many inputs the session retains"),
    /** Prompt at once. */
    ATTACH("--attach", "", "opens the prompt at once"),
    /** Read only. */
    OBSERVE("--observe", "", "watches: sees input and output, sends nothing"),
    /** In the place of another. */
    TAKE_OVER("--take-over", "", "takes the control from another client, which watches from then on"),
    /** Where to read a log from. */
    FROM("--from", "WHERE", Noun.PLACE, "where to begin: left-off (default), oldest, now, or a sequence number"),
    /** Of one run: wall-clock limit. */
    RUN_TIMEOUT("--timeout", "TIME", "wall-clock limit of this run: 250ms, 5s, 2m, 1h"),
    /** Of a wait: how long. */
    WAIT("--timeout", "TIME", "how long to wait at most: 250ms, 5s, 2m, 1h"),
    /** Of a list of VMs: label. */
    WITH_LABEL("--label", "KEY[=VALUE]", Noun.NONE, "those with this label, with any value if none is given", true),
    /** Of the log: least level. */
    LOG_LEVEL("--level", "LEVEL", Noun.LOG_LEVEL, "lines of this level and above: trace, debug, info, warn, error"),
    /** Of the log: logger. */
    LOGGER("--logger", "NAME", Noun.LOGGER, "lines of this logger, class or component, and of those below it"),
    /** Of the log: VM. */
    ABOUT_VM("--vm", "ID", Noun.VM, "lines about this VM"),
    /** Of the log: session. */
    ABOUT_SESSION("--session", "ID", Noun.SESSION, "lines about this session"),
    /** Of the log: from when on. */
    SINCE("--since", "TIME", "lines since then: 10m ago, or a moment such as 2026-01-31T12:00:00Z"),
    /** Of the log: up to when. */
    UNTIL("--until", "TIME", "lines before then, written as for --since"),
    /** Of the log: words. */
    TEXT("--text", "WORDS", "lines with these words"),
    /** Of the log: how many. */
    LINES("--lines", "COUNT", "the newest lines only"),
    /** Of the log: progress, too. */
    WITH_PROGRESS("--progress", "", "shows also how far long work is"),
    /** How often something is shown. */
    INTERVAL("--interval", "TIME", "how often: 5s; without it, every second"),
    /** Of a failure: where it happened, too. */
    TRACE("--trace", "", "shows also where in the program it happened"),
    /** Of the log: what comes. */
    FOLLOW("--follow", "", "goes on showing what is logged until Ctrl-C"),
    /** Results as JSON, one by one. */
    JSON_LINES("--json", "", "prints JSON instead, one object a line");

    private final String flag;
    private final String operand;
    private final Noun noun;
    private final String description;
    private final boolean repeatable;

    Option(String flag, String operand, String description) {
        this(flag, operand, Noun.NONE, description, false);
    }

    Option(String flag, String operand, Noun noun, String description) {
        this(flag, operand, noun, description, false);
    }

    Option(String flag, String operand, Noun noun, String description, boolean repeatable) {
        this.flag = flag;
        this.operand = operand;
        this.noun = noun;
        this.description = repeatable ? description + "; repeatable" : description;
        this.repeatable = repeatable;
    }

    /** How it is written, for example {@code --timeout}. */
    public String flag() {
        return flag;
    }

    /** What its value is called in help; empty if it takes none. */
    public String operand() {
        return operand;
    }

    /** What its value names, by which it is completed. */
    public Noun noun() {
        return noun;
    }

    /** Whether it makes sense more than once. */
    public boolean repeatable() {
        return repeatable;
    }

    /** What it does, in one line. */
    public String description() {
        return description;
    }

    /** Whether a value belongs to it. */
    public boolean takesValue() {
        return !operand.isEmpty();
    }
}
