"""How numbers vary: families of distributions, each drawn by its quantile and fitted to data. It knows no process."""

from prosessi.distributions.distribution import Distribution, distribution
from prosessi.distributions.family import Curve, DistributionProblem, Family, Form, Parameter, families

__all__ = ["Curve", "Distribution", "DistributionProblem", "Family", "Form", "Parameter", "distribution", "families"]
