// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.server;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.felix.service.command.CommandProcessor;
import org.bioxen.api.vm.VmManagerException;
import org.bioxen.shell.cli.LocalServer;
import org.bioxen.shell.cli.ShellScripts;
import org.bioxen.shell.remote.Frame;
import org.bioxen.shell.remote.Link;
import org.bioxen.shell.remote.SocketPlace;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives every client of the socket a Gogo shell, or runs its script in Gogo. */
@Component
public final class GogoServer implements LocalServer {
    /** Framework property: how many clients there may be at once. */
    static final String CLIENTS = "bioxen.server.clients";

    private static final Logger LOG = LoggerFactory.getLogger(GogoServer.class);
    private static final int DEFAULT_CLIENTS = 64;
    /** How long a client may take to say what it wants. */
    private static final Duration GREETING = Duration.ofSeconds(10);
    /** How long the clients get at the end to be told and to end, all together. */
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private static final Pattern TERMINAL_TYPE = Pattern.compile("[A-Za-z0-9._+-]{1,64}");

    private final BundleContext context;
    private final CommandProcessor gogo;
    private final ShellScripts scripts;
    private final Set<ClientConnection> clients = ConcurrentHashMap.newKeySet();
    /** Guarded by this: what is served, if anything. */
    private SocketPlace.OpenSocket socket;
    /** Guarded by this: counted down when the serving has ended. */
    private CountDownLatch served = new CountDownLatch(0);

    /** Called by Declarative Services. */
    @Activate
    public GogoServer(BundleContext context, @Reference CommandProcessor gogo, @Reference ShellScripts scripts) {
        this.context = context;
        this.gogo = gogo;
        this.scripts = scripts;
    }

    @Deactivate
    void stop() throws InterruptedException {
        CountDownLatch end;
        synchronized (this) {
            if (socket != null) {
                socket.close();
            }
            end = served;
        }
        end.await(2 * FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void serve(Consumer<Path> listening) {
        CountDownLatch end = new CountDownLatch(1);
        ScheduledThreadPoolExecutor watch = new ScheduledThreadPoolExecutor(1);
        watch.setRemoveOnCancelPolicy(true);
        try (SocketPlace.OpenSocket open = open()) {
            synchronized (this) {
                socket = open;
                served = end;
            }
            scripts.provideForTerminals();
            LOG.info("Listening on {}", open.path());
            listening.accept(open.path());
            accept(open, watch);
        } finally {
            watch.shutdownNow();
            farewell();
            end.countDown();
        }
    }

    private SocketPlace.OpenSocket open() {
        try {
            return SocketPlace.of(Path.of(property("bioxen.data", "data")), temporary())
                    .open();
        } catch (SocketPlace.RefusedException refused) {
            throw new VmManagerException(refused.getMessage(), refused);
        }
    }

    /** The user's own place for sockets, where the system has such; nobody tidies that up while a server lives. */
    private static Path temporary() {
        String given = System.getenv("XDG_RUNTIME_DIR");
        return given != null && Files.isWritable(Path.of(given))
                ? Path.of(given)
                : Path.of(System.getProperty("java.io.tmpdir"));
    }

    private String property(String name, String otherwise) {
        String value = context.getProperty(name);
        return value == null ? otherwise : value;
    }

    private void accept(SocketPlace.OpenSocket open, ScheduledThreadPoolExecutor watch) {
        int most = most();
        for (long number = 1; ; number++) {
            SocketChannel channel;
            try {
                channel = open.accept();
            } catch (ClosedChannelException end) {
                return;
            } catch (IOException failed) {
                LOG.error("No more clients are taken", failed);
                return;
            }
            Link link = new Link(channel);
            // Beyond the limit a client is told so; one that would come even then is not.
            if (isOwn(channel) && clients.size() < 2 * most) {
                welcome("bioxen client " + number, link, clients.size() < most, most, watch);
            } else {
                link.close();
            }
        }
    }

    private int most() {
        String given = property(CLIENTS, "");
        try {
            return given.isEmpty() ? DEFAULT_CLIENTS : Math.max(1, Integer.parseInt(given));
        } catch (NumberFormatException wrong) {
            LOG.warn("{} = {} is no number: there may be {} clients", CLIENTS, given, DEFAULT_CLIENTS);
            return DEFAULT_CLIENTS;
        }
    }

    private static boolean isOwn(SocketChannel channel) {
        try {
            return SocketPlace.isOwn(channel);
        } catch (IOException gone) {
            return false;
        }
    }

    private void welcome(String name, Link link, boolean room, int most, ScheduledThreadPoolExecutor watch) {
        ScheduledFuture<?> late = watch.schedule(link::close, GREETING.toMillis(), TimeUnit.MILLISECONDS);
        ClientConnection.Conversations conversations = room
                ? this::converse
                : (request, input, outbox) -> {
                    throw new ClientConnection.RefusedException(
                            "the server has " + most + " clients, and takes no more");
                };
        ClientConnection client = new ClientConnection(name, link, conversations, () -> late.cancel(false));
        clients.add(client);
        new Thread(
                        () -> {
                            try {
                                client.run();
                            } finally {
                                late.cancel(false);
                                clients.remove(client);
                            }
                        },
                        name)
                .start();
    }

    private Conversation converse(Frame.Request request, ClientInput input, Outbox outbox)
            throws ClientConnection.RefusedException {
        Path directory = directory(request.directory());
        if (request.terminal().isEmpty()) {
            String script = request.script()
                    .orElseThrow(() -> new ClientConnection.RefusedException("a shell needs a terminal"));
            Map<String, Object> variables = Map.of("args", request.arguments());
            return new ScriptConversation(
                    scripts, new ShellScripts.Request(script, directory, variables), input, outbox);
        }
        Frame.TerminalInfo terminal = request.terminal().get();
        if (!TERMINAL_TYPE.matcher(terminal.type()).matches()) {
            throw new ClientConnection.RefusedException("there is no terminal of type " + terminal.type());
        }
        try {
            return new TerminalConversation(context, gogo, scripts, request, terminal, input, outbox);
        } catch (IOException failed) {
            throw new ClientConnection.RefusedException("the shell cannot use the terminal: " + failed);
        } catch (NoClassDefFoundError notInstalled) {
            throw new ClientConnection.RefusedException("the shell is not there: its bundles are not installed");
        }
    }

    private static Path directory(String name) throws ClientConnection.RefusedException {
        try {
            Path directory = Path.of(name);
            if (directory.isAbsolute() && Files.isDirectory(directory)) {
                return directory;
            }
        } catch (InvalidPathException notOne) {
            // Said below.
        }
        throw new ClientConnection.RefusedException("there is no directory " + name);
    }

    private void farewell() {
        boolean interrupted = Thread.interrupted();
        List<ClientConnection> left = List.copyOf(clients);
        for (ClientConnection client : left) {
            client.close("the server has stopped");
        }
        try {
            long end = System.nanoTime() + FAREWELL.toNanos();
            for (ClientConnection client : left) {
                if (!client.awaitEnd(Duration.ofNanos(Math.max(0, end - System.nanoTime())))) {
                    client.abort();
                }
            }
        } catch (InterruptedException again) {
            interrupted = true;
            left.forEach(ClientConnection::abort);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
