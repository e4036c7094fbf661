// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.vm;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * A stack that the JVM keeps in the heap while the coroutine is suspended, and that lies on the stack of the resuming thread
 * while it runs. The class of the JDK for it is internal: it is used if the JVM was started so that we may, and if it works.
 *
 * <p>A coroutine may go on in a later evaluation, on another thread. The JIT takes {@code Thread.currentThread()} for constant
 * within one compiled method, so code that is called from a script must not keep what it gave, or a {@link ThreadLocal}'s
 * value, across a call of a script's function.
 */
final class ContinuationStack implements CoroutineStack {
    private static final String PACKAGE = "jdk.internal.vm";

    // Static and final, so that the JIT calls through them as if they were plain calls.
    private static final MethodHandle CREATE;
    private static final MethodHandle RUN;
    private static final MethodHandle YIELD;

    /** Whether this JVM has continuations for us. */
    static final boolean AVAILABLE;

    static {
        MethodHandle create = null;
        MethodHandle run = null;
        MethodHandle yield = null;
        boolean works = false;
        try {
            if (Object.class.getModule().isExported(PACKAGE, ContinuationStack.class.getModule())) {
                // Loaded by name and by the boot loader: older JDKs lack the class, and a bundle's loader does not look
                // there.
                Class<?> continuation = Class.forName(PACKAGE + ".Continuation", true, null);
                Class<?> scopes = Class.forName(PACKAGE + ".ContinuationScope", true, null);
                MethodHandles.Lookup lookup = MethodHandles.lookup();
                Object scope = lookup.findConstructor(scopes, MethodType.methodType(void.class, String.class))
                        .invoke("lua");
                create = lookup.findConstructor(continuation, MethodType.methodType(void.class, scopes, Runnable.class))
                        .bindTo(scope)
                        .asType(MethodType.methodType(Object.class, Runnable.class));
                run = lookup.findVirtual(continuation, "run", MethodType.methodType(void.class))
                        .asType(MethodType.methodType(void.class, Object.class));
                yield = lookup.findStatic(continuation, "yield", MethodType.methodType(boolean.class, scopes))
                        .bindTo(scope);
                works = works(create, run, yield);
            }
        } catch (Throwable unusable) {
            // Whatever it is that this JVM lacks: there are threads.
            works = false;
        }
        CREATE = create;
        RUN = run;
        YIELD = yield;
        AVAILABLE = works;
    }

    /** Whether one can be begun, left, entered again and ended. */
    private static boolean works(MethodHandle create, MethodHandle run, MethodHandle yield) throws Throwable {
        int[] steps = new int[1];
        Object trial = create.invoke((Runnable) () -> {
            steps[0] += 1;
            try {
                boolean ignored = (boolean) yield.invoke();
            } catch (Throwable refused) {
                return;
            }
            steps[0] += 10;
        });
        run.invoke(trial);
        boolean left = steps[0] == 1;
        run.invoke(trial);
        return left && steps[0] == 11;
    }

    private final Coroutine coroutine;
    private final Object continuation;
    private boolean settling;

    ContinuationStack(Coroutine coroutine) {
        this.coroutine = coroutine;
        try {
            continuation = (Object) CREATE.invokeExact((Runnable) coroutine::run);
        } catch (Throwable impossible) {
            throw unchecked(impossible);
        }
    }

    @Override
    public void enter() {
        try {
            do {
                settling = false;
                RUN.invokeExact(continuation);
            } while (settling);
        } catch (Throwable failed) {
            throw unchecked(failed);
        }
    }

    /**
     * Moves the calls of the running coroutine to the heap, from where they come back one by one as they return. What is left
     * at once, in one piece, may with some collectors be half a megabyte at most: this makes it several pieces.
     */
    void settle() {
        settling = true;
        try {
            boolean ignored = (boolean) YIELD.invokeExact();
        } catch (IllegalStateException | StackOverflowError stayed) {
            settling = false;
        } catch (Throwable failed) {
            throw unchecked(failed);
        }
    }

    @Override
    public void leave() {
        try {
            boolean ignored = (boolean) YIELD.invokeExact();
        } catch (IllegalStateException pinned) {
            throw coroutine.error("attempt to yield across a native call boundary");
        } catch (StackOverflowError large) {
            throw coroutine.error("attempt to yield across too many calls");
        } catch (Throwable failed) {
            throw unchecked(failed);
        }
    }

    @Override
    public void abandon() {
        // Nothing runs it, nobody holds it: that is its end.
    }

    private static RuntimeException unchecked(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof RuntimeException exception ? exception : new IllegalStateException(thrown);
    }
}
