-- SPDX-License-Identifier: Apache-2.0
-- Modules (6.3).

--@ require of a library gives its table
--@ 6.3 require
print(require("string") == string, require("_G") == _G, require("package") == package, require("coroutine") == coroutine)

--@ require loads from package.preload once
--@ 6.3 require package.preload package.loaded
local n = 0
package.preload.conf_a = function(name) n = n + 1 return {name = name, n = n} end
local a = require("conf_a")
print(a.name, a.n, require("conf_a") == a, package.loaded.conf_a == a, n)
package.loaded.conf_a, package.preload.conf_a = nil, nil

--@ require gives true for a module that returns nothing
--@ 6.3 require package.preload
package.preload.conf_b = function() end
print((require("conf_b")), package.loaded.conf_b)
package.loaded.conf_b, package.preload.conf_b = nil, nil

--@ require keeps what the module puts into package.loaded
--@ 6.3 require package.loaded
package.preload.conf_c = function(name) package.loaded[name] = "put there" end
print((require("conf_c")))
package.loaded.conf_c, package.preload.conf_c = nil, nil

--@ require of false and of a module that returns false
--@ 6.3 require package.loaded
local n = 0
package.preload.conf_d = function() n = n + 1 return false end
print((require("conf_d")), (require("conf_d")), n)
package.loaded.conf_d, package.preload.conf_d = nil, nil

--@ require finds files by package.path
--@ 6.3 require package.path
local name = os.tmpname()
os.remove(name)
local dir, base = name:match("^(.*/)([^/]*)$")
local f = io.open(name .. ".lua", "w") f:write("local name = ... return {name = name}") f:close()
local old = package.path
package.path = dir .. "?.lua"
local m = require(base)
print(m.name == base, package.loaded[base] == m)
package.path, package.loaded[base] = old, nil
os.remove(name .. ".lua")

--@ require passes name and file to the module
--@ 6.3 require package.path | 5.2+
local name = os.tmpname()
os.remove(name)
local dir, base = name:match("^(.*/)([^/]*)$")
local f = io.open(name .. ".lua", "w") f:write("return {select('#', ...), ...}") f:close()
local old = package.path
package.path = dir .. "none/?.lua;" .. dir .. "?.lua"
local m = require(base)
print(m[1], m[2] == base, m[3] == name .. ".lua")
package.path, package.loaded[base] = old, nil
os.remove(name .. ".lua")

--@ require raises the errors of the module
--@ 6.3 require
package.preload.conf_e = function() error("module fails", 0) end
print(pcall(require, "conf_e"))
package.loaded.conf_e, package.preload.conf_e = nil, nil

--@ require says what it tried
--@ 6.3 require
local oldPath, oldCpath = package.path, package.cpath
package.path, package.cpath = "./no/?.lua;./no/?/init.lua", "./no/?.so"
local ok, e = pcall(require, "conf.none")
package.path, package.cpath = oldPath, oldCpath
print(ok)
print((e:match("^[^\n]*\n[^\n]*\n[^\n]*\n[^\n]*\n[^\n]*")))

--@ require of a file that does not compile
--@ 6.3 require
local name = os.tmpname()
os.remove(name)
local dir, base = name:match("^(.*/)([^/]*)$")
local f = io.open(name .. ".lua", "w") f:write("return = 1") f:close()
local old = package.path
package.path = dir .. "?.lua"
local ok, e = pcall(require, base)
package.path = old
os.remove(name .. ".lua")
print(ok, (e:gsub(name:gsub("%p", "%%%0"), "FILE"):gsub(base:gsub("%p", "%%%0"), "NAME")))

--@ require wants a string
--@ 6.3 require
print(pcall(require)) print(pcall(require, {}))

--@ package.loaded has the libraries
--@ 6.3 package.loaded
print(package.loaded.string == string, package.loaded._G == _G, package.loaded.table == table, package.loaded.io == io, package.loaded.nothing)

--@ package.config describes the platform
--@ 6.3 package.config
print((package.config:gsub("\n", " "):gsub(" $", "")))

--@ package.path and cpath are strings with templates
--@ 6.3 package.path package.cpath
print(type(package.path), type(package.cpath), package.path:find("?", 1, true) ~= nil)

--@ package.searchers are four functions
--@ 6.3 package.searchers | 5.2+
print(#package.searchers)
for i, s in ipairs(package.searchers) do io.write(type(s), " ") end
print()

--@ package.searchers may be added
--@ 6.3 package.searchers require | 5.2+
table.insert(package.searchers, 2, function(name) if name == "conf_s" then return function(n, extra) return n .. " by searcher " .. extra end, "with extra" end return "\n\tnot mine" end)
print((require("conf_s")))
table.remove(package.searchers, 2)
package.loaded.conf_s = nil

--@ package.searchpath finds files
--@ 6.3 package.searchpath | 5.2+
local name = os.tmpname()
local dir, base = name:match("^(.*)/([^/]*)$")
print(package.searchpath(base, dir .. "/no/?;" .. dir .. "/?") == name)
os.remove(name)
print(package.searchpath("a.b", "./x/?.lua;./y/?.lua"))
print(package.searchpath("a-b", "./?.q", "-", "+")) print(package.searchpath("a.b", "./?.q", ""))

--@ package.searchpath wants strings
--@ 6.3 package.searchpath | 5.2+
print(pcall(package.searchpath, "x")) print(pcall(package.searchpath, {}, "x"))

--@ package.loadlib fails for what is not there
--@ 6.3 package.loadlib
local f, message, where = package.loadlib("./no/such/library.so", "f")
print(f, type(message), where == "open" or where == "absent")

--@ package.preload is a table
--@ 6.3 package.preload
print(type(package.preload), next(package.preload))

--@ package.loaders of 5.1
--@ 6.3 package.loaders | 5.1
print(#package.loaders, type(package.loaders[1]))

--@ module and package.seeall of 5.1
--@ 6.3 module package.seeall | 5.1
print(type(module), type(package.seeall))

--@ circular requires of 5.2 end in a stack of loads
--@ 6.3 require | 5.2+
local n = 0
package.preload.conf_loop = function() n = n + 1 if n < 3 then return require("conf_loop") end return "bottom" end
print((require("conf_loop")), n)
package.loaded.conf_loop, package.preload.conf_loop = nil, nil
