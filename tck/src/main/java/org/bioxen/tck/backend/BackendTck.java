// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.backend;

/**
 * What says that a backend is a backend. The author of one extends this class in the tests of the plugin, once for each kind
 * of engine that it has (each interpreter, each level), and passes all of it. Where the contract leaves a choice (a state
 * that a stop may cost, a promise that the descriptor need not make), the suite takes either and holds the backend to what
 * it says.
 */
public abstract class BackendTck extends BackendSuite
        implements DescriptorContract,
                ValueContract,
                EchoContract,
                OutputContract,
                InputContract,
                ArgumentContract,
                StateContract,
                ErrorContract,
                ExitContract,
                ReplContract,
                ModuleContract,
                InterruptContract,
                CloseContract,
                ConcurrencyContract,
                LimitContract,
                SandboxContract,
                IntrospectionContract {}
