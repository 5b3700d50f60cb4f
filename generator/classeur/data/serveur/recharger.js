(function () {
  var seen = null;
  function ask() {
    fetch("/-/version?since=" + (seen || ""))
      .then(function (answer) { return answer.text(); })
      .then(function (version) {
        if (seen !== null && version !== seen) { location.reload(); } else { seen = version; ask(); }
      })
      .catch(function () { setTimeout(ask, 1000); });
  }
  ask();
})();
