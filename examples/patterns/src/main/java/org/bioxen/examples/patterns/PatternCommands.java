// SPDX-License-Identifier: Apache-2.0
package org.bioxen.examples.patterns;

import org.bioxen.api.vm.VmManager;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The patterns as commands of the shell: {@code example:basic} and so on. The manager comes to it as to every component. */
@Component(
        service = PatternCommands.class,
        immediate = true,
        property = {
            "osgi.command.scope=example",
            "osgi.command.function=basic",
            "osgi.command.function=managed",
            "osgi.command.function=failures",
            "osgi.command.function=asynchronous"
        })
public final class PatternCommands {
    private final VmManager manager;

    /** Called by Declarative Services. */
    @Activate
    public PatternCommands(@Reference VmManager manager) {
        this.manager = manager;
    }

    /** One VM. */
    public String basic() {
        Report report = new Report();
        new BasicPattern(manager).run(report);
        return report.toString();
    }

    /** Several under one owner. */
    public String managed() {
        Report report = new Report();
        new ManagedPattern(manager).run(report);
        return report.toString();
    }

    /** What can go wrong. */
    public String failures() {
        Report report = new Report();
        new FailurePattern(manager).run(report);
        return report.toString();
    }

    /** Scripts that run while the caller goes on. */
    public String asynchronous() throws InterruptedException {
        Report report = new Report();
        new AsynchronousPattern(manager).run(report);
        return report.toString();
    }
}
