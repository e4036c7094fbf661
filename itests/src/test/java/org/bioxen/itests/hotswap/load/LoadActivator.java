// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.hotswap.load;

import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.bioxen.api.session.SessionManager;
import org.bioxen.api.vm.VmManager;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.util.tracker.ServiceTracker;

/** Starts the callers; offers their counts, by {@code progress}, and their end, by {@code stop}, as a service. */
public final class LoadActivator implements BundleActivator, Function<String, Map<String, Long>> {
    private static final int CALLERS = 8;
    private static final int TALKERS = 2;

    private final Counts counts = new Counts();
    private final List<Caller> callers = new ArrayList<>();
    private final List<Talker> talkers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private ServiceTracker<VmManager, VmManager> managers;
    private ServiceTracker<SessionManager, SessionManager> sessions;

    @Override
    public void start(BundleContext context) {
        managers = new ServiceTracker<>(context, VmManager.class, null);
        managers.open();
        sessions = new ServiceTracker<>(context, SessionManager.class, null);
        sessions.open();
        long seed = Long.parseLong(context.getProperty("bioxen.hotswap.seed"));
        for (int i = 0; i < CALLERS; i++) {
            Caller caller = new Caller(i, seed + i, managers, counts);
            callers.add(caller);
            Thread thread = new Thread(caller, "load-caller-" + i);
            threads.add(thread);
            thread.start();
        }
        for (int i = 0; i < TALKERS; i++) {
            Talker talker = new Talker(i, seed - 1 - i, sessions, counts);
            talkers.add(talker);
            Thread thread = new Thread(talker, "load-talker-" + i);
            threads.add(thread);
            thread.start();
        }
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put("bioxen.hotswap", "load");
        context.registerService(Function.class, this, properties);
    }

    @Override
    public Map<String, Long> apply(String what) {
        if (what.equals("stop")) {
            stopCallers();
        }
        return counts.all();
    }

    private void stopCallers() {
        callers.forEach(Caller::stop);
        talkers.forEach(Talker::stop);
        try {
            for (Thread thread : threads) {
                thread.join(TimeUnit.SECONDS.toMillis(60));
                if (thread.isAlive()) {
                    counts.add("callers that hang", 1);
                    IllegalStateException where = new IllegalStateException(thread.getName() + " hangs");
                    where.setStackTrace(thread.getStackTrace());
                    where.printStackTrace();
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop(BundleContext context) {
        stopCallers();
        managers.close();
        sessions.close();
    }
}
